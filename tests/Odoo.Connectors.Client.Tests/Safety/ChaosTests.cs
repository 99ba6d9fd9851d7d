using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>A fifth of the replies is lost after the commit, a tenth of the calls gives way to another transaction.</summary>
public sealed class ChaosTests : IAsyncDisposable
{
    private const int Records = 1000;

    private readonly OdooEmulator _odoo = new();
    private readonly FaultyLine _line;
    private readonly ServiceProvider _services;
    private readonly IOdooClient _client;

    public ChaosTests()
    {
        _line = new FaultyLine(_odoo.CreateHandler());
        ServiceCollection services = new();
        services.AddOdooClient("main", options =>
        {
            (options.Url, options.Database) = (new Uri("http://odoo.test"), _odoo.Database);
            (options.Login, options.Secret, options.ReadRetryDelay) = (_odoo.IntegrationLogin, _odoo.IntegrationPassword, TimeSpan.Zero);
        }).ConfigurePrimaryHttpMessageHandler(_ => _line);
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredKeyedService<IOdooClient>("main");
    }

    [Fact]
    public async Task UpsertAsync_ThousandKeyedCreates_MakeAThousandRecords()
    {
        OdooUpsertRow[] rows = [.. Enumerable.Range(0, Records).Select(i => new OdooUpsertRow(OdooExternalIds.For("chaos", "customer", $"{i}"), [(JsonNode)$"Chaos {i}"]))];

        OdooUpsertResult result = await _client.UpsertAsync("res.partner", ["name"], rows,
            new OdooUpsertOptions { ChunkSize = 1, ConflictRetries = 20, LostReplyRetries = 20, RetryDelay = TimeSpan.Zero }, cancellationToken: Rig.Token);

        Assert.True(result.Succeeded);
        Assert.Equal(Records, result.Ids.Distinct().Count());
        Assert.Equal(Records, await CountAsync());
        Assert.InRange(_line.Lost, Records / 10, Records); // a fifth of more than a thousand
        Assert.InRange(_line.Conflicts, Records / 20, Records);
        Assert.Equal(Records + _line.Lost + _line.Conflicts, _line.Writes);
    }

    [Fact]
    public async Task CreateAsync_ThousandUnkeyedCreates_AreSentAThousandTimes()
    {
        Dictionary<string, int> outcomes = [];
        for (var i = 0; i < Records; i++)
        {
            string outcome = await OutcomeAsync(i);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.Equal(Records, _line.Writes);
        Assert.InRange(_line.Lost, Records / 10, Records / 3);
        Assert.Equal((_line.Lost, _line.Conflicts), (outcomes["Unknown"], outcomes["Transient"]));
        Assert.Equal(Records - _line.Conflicts, await CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _odoo.DisposeAsync();
    }

    private async Task<string> OutcomeAsync(int i)
    {
        try
        {
            await _client.CreateAsync("res.partner", new JsonObject { ["name"] = $"Chaos {i}" }, cancellationToken: Rig.Token);
            return "made";
        }
        catch (OdooException e)
        {
            return e.Kind.ToString();
        }
    }

    private Task<long> CountAsync() =>
        _client.SearchCountAsync("res.partner", OdooDomain.Where("name", "=like", "Chaos %"), cancellationToken: Rig.Token);

    /// <summary>Every run draws the same faults.</summary>
    private sealed class FaultyLine(HttpMessageHandler odoo) : DelegatingHandler(odoo)
    {
        private readonly Random _random = new(20261129);

        public int Writes { get; private set; }

        public int Lost { get; private set; }

        public int Conflicts { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string text = await request.Content!.ReadAsStringAsync(cancellationToken);
            if (!text.Contains("\"load\"", StringComparison.Ordinal) && !text.Contains("\"create\"", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            Writes++;
            int draw = _random.Next(10);
            if (draw == 0)
            {
                Conflicts++;
                return Answer.Error(new StubRequest(request, text, JsonNode.Parse(text)!.AsObject(), cancellationToken),
                    "psycopg2.errors.SerializationFailure", "could not serialize access due to concurrent update");
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (draw > 2)
            {
                return response;
            }

            Lost++;
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed");
        }
    }
}
