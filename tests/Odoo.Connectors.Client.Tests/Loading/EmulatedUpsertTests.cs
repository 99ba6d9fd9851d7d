using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Client.Tests.Loading;

/// <summary>Upserts and look-ups against an Odoo whose behaviour is checked by recordings.</summary>
public sealed class EmulatedUpsertTests : IAsyncDisposable
{
    private readonly OdooEmulator _odoo = new();
    private readonly ServiceProvider _services;
    private readonly IOdooClient _client;

    public EmulatedUpsertTests()
    {
        ServiceCollection services = new();
        services.AddOdooClient("main", options =>
        {
            options.Url = new Uri("http://odoo.test");
            options.Database = _odoo.Database;
            options.Login = _odoo.IntegrationLogin;
            options.Secret = _odoo.IntegrationPassword;
        }).ConfigurePrimaryHttpMessageHandler(_ => _odoo.CreateHandler());
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredKeyedService<IOdooClient>("main");
    }

    [Fact]
    public async Task UpsertAsync_FiveThousandRows_TakesTenCallsAndARerunCreatesNothing()
    {
        OdooUpsertRow[] rows = [.. Enumerable.Range(0, 5000).Select(i => new OdooUpsertRow(OdooExternalIds.For("shop", "customer", $"c-{i}"), [(JsonNode)$"Customer {i}", $"R{i}"]))];
        long before = await _client.SearchCountAsync("res.partner", OdooDomain.All, cancellationToken: Rig.Token);

        OdooUpsertResult first = await _client.UpsertAsync("res.partner", ["name", "ref"], rows, cancellationToken: Rig.Token);
        OdooUpsertResult again = await _client.UpsertAsync("res.partner", ["name", "ref"], rows, cancellationToken: Rig.Token);

        Assert.True(first.Succeeded);
        Assert.True(first.Calls <= 10, $"{first.Calls} calls");
        Assert.Equal(first.Ids, again.Ids);
        Assert.Equal(5000, first.Ids.Distinct().Count());
        Assert.Equal(before + 5000, await _client.SearchCountAsync("res.partner", OdooDomain.All, cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task UpsertAsync_BadRowsAndALostAnswer_LoadsTheRestOnce()
    {
        int loads = 0;
        _odoo.OnCall = call => call.Method == "load" && ++loads == 1 ? EmulatorFault.DropReply : EmulatorFault.None;
        OdooUpsertRow[] rows = [.. Enumerable.Range(0, 60).Select(i => new OdooUpsertRow(OdooExternalIds.For("shop", "customer", $"{i}"), [(JsonNode)$"Customer {i}", i % 20 == 7 && i > 30 ? "zzz" : "contact"]))];

        OdooUpsertResult result = await _client.UpsertAsync("res.partner", ["name", "type"], rows,
            new OdooUpsertOptions { ChunkSize = 30, LostReplyRetries = 1, RetryDelay = TimeSpan.Zero }, cancellationToken: Rig.Token);

        Assert.Equal([47], result.Refused.Select(r => r.Index));
        Assert.Equal("type", result.Rows[47].Field);
        Assert.Equal(59, await _client.SearchCountAsync("res.partner", OdooDomain.Where("name", "=like", "Customer %"), cancellationToken: Rig.Token));
        Assert.Equal(4, result.Calls);
    }

    [Fact]
    public async Task LookupExternalIdsAsync_LeastPrivilegeUser_FindsTheArchivedToo()
    {
        OdooExternalId one = OdooExternalIds.For("shop", "customer", "1"), two = OdooExternalIds.For("shop", "customer", "2");
        OdooUpsertResult made = await _client.UpsertAsync("res.partner", ["name"], [new(one, [(JsonNode)"One"]), new(two, [(JsonNode)"Two"])], cancellationToken: Rig.Token);
        await _client.WriteAsync("res.partner", [made.Ids[1]], new JsonObject { ["active"] = false }, cancellationToken: Rig.Token);

        IReadOnlyDictionary<OdooExternalId, OdooExternalIdTarget> found = await _client.LookupExternalIdsAsync([one, two, OdooExternalIds.For("shop", "customer", "3")], cancellationToken: Rig.Token);

        Assert.Equal(2, found.Count);
        Assert.Equal(new OdooExternalIdTarget("res.partner", made.Ids[0]), found[one]);
        Assert.Equal(new OdooExternalIdTarget("res.partner", made.Ids[1]), found[two]);
        Assert.Equal(two, (await _client.GetExternalIdsAsync("res.partner", made.Ids, cancellationToken: Rig.Token))[made.Ids[1]]);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _odoo.DisposeAsync();
    }
}
