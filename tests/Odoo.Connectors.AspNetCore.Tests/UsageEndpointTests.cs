using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>Metered usage over HTTP: answered once it is stored, and only for those who may.</summary>
public sealed class UsageEndpointTests : IAsyncDisposable
{
    private const string Key = "key-for-the-metering-platform";
    private static readonly string s_now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("usage-").FullName;
    private WebApplication? _app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_Lines_AnswersWhatBecameOfThemOnceStored()
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage response = await PostAsync(client, Text($"{Line("a", 2)}\nnonsense\n{Line("b", 3)}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        JsonElement fault = Assert.Single(answer.RootElement.GetProperty("faults").EnumerateArray().ToArray());
        Assert.Equal((3, 2, 1), (Number("read"), Number("added"), Number("rejected")));
        Assert.Equal((2, "line"), (fault.GetProperty("line").GetInt32(), fault.GetProperty("field").GetString()));

        // Sent again, packed this time.
        using HttpResponseMessage again = await PostAsync(client, Packed($"{Line("a", 2)}\n{Line("b", 3)}\n{Line("c", 4)}\n"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        IUsageOperations operations = _app!.Services.GetRequiredService<IUsageOperations>();
        Assert.Equal(9, Assert.Single(await operations.TotalsAsync(new ExternalRef("stripe", RecordKinds.Contract, "sub_1"), cancellationToken: Cancel)).Quantity);

        int Number(string name) => answer.RootElement.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("key-for-the-metering-platforn")]
    public async Task Post_WithoutAKnownKey_IsRefusedAndStoresNothing(string? key)
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage response = await PostAsync(client, Text(Line("a", 2)), key);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await _app!.Services.GetRequiredService<IUsageOperations>().TotalsAsync(new ExternalRef("stripe", RecordKinds.Contract, "sub_1"), cancellationToken: Cancel));
    }

    [Fact]
    public async Task Post_WithNoKeyConfigured_IsRefusedUnlessTheHostAllowsIt()
    {
        using HttpClient closed = await StartAsync(o => o.ApiKeys.Clear());
        using HttpResponseMessage refused = await PostAsync(closed, Text(Line("a", 2)), "");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await _app!.DisposeAsync();
        using HttpClient open = await StartAsync(o => o.ApiKeys.Clear(), e => e.AllowAnonymous());
        using HttpResponseMessage taken = await PostAsync(open, Text(Line("a", 2)), null);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Post_LargerThanAllowed_IsRefused()
    {
        using HttpClient client = await StartAsync(o => o.MaxBodyBytes = 1024);
        using HttpResponseMessage large = await PostAsync(client, Text(string.Join('\n', Enumerable.Range(0, 20).Select(i => Line($"a{i}", 1)))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        // Small as it travels, and not once it is unpacked.
        using HttpResponseMessage bomb = await PostAsync(client, Packed(new string('\n', 100_000)));
        Assert.Equal(HttpStatusCode.BadRequest, bomb.StatusCode);
        byte[] whole = await Packed($"{Line("a", 2)}\n").ReadAsByteArrayAsync(Cancel);
        using HttpResponseMessage cut = await PostAsync(client, new ByteArrayContent(whole[..^6]));
        Assert.Equal(HttpStatusCode.BadRequest, cut.StatusCode);
    }

    [Fact]
    public async Task Post_WhileTheStoreFails_Answers503AndTakesItLater()
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage first = await PostAsync(client, Text(Line("a", 2)));
        await using (SqliteConnection other = new($"Data Source={Path.Combine(_folder, "hub.db")};Pooling=false"))
        {
            await other.OpenAsync(Cancel);
            await ExecuteAsync(other, "ALTER TABLE usage_event RENAME TO away");
            using HttpResponseMessage failed = await PostAsync(client, Text(Line("b", 3)));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
            Assert.Equal(30, failed.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            Assert.DoesNotContain("usage_event", await failed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            await ExecuteAsync(other, "ALTER TABLE away RENAME TO usage_event");
        }

        using HttpResponseMessage again = await PostAsync(client, Text(Line("b", 3)));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            // Its node writes until it is stopped.
            await _app.StopAsync(Cancel);
            await _app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Line(string id, int quantity) =>
        $$"""{"id":"{{id}}","subscription":"sub_1","meter":"calls","quantity":{{quantity}},"at":"{{s_now}}"}""";

    private static ByteArrayContent Text(string lines) => new(Encoding.UTF8.GetBytes(lines));

    private static ByteArrayContent Packed(string lines)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(lines));
        }

        return new ByteArrayContent(packed.ToArray());
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, HttpContent content, string? key = Key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/usage/metering") { Content = content };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request, Cancel);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<HttpClient> StartAsync(Action<UsageOptions>? configure = null, Action<IEndpointConventionBuilder>? endpoint = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db")).AddUsage(o =>
        {
            o.System = "stripe";
            o.Meters["calls"] = new UsageMeterOptions();
            o.ApiKeys.Add(Key);
            configure?.Invoke(o);
        });
        _app = builder.Build();
        IEndpointConventionBuilder mapped = _app.MapConnectorUsage();
        endpoint?.Invoke(mapped);
        await _app.StartAsync(Cancel);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }
}
