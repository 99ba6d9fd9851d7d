using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>The endpoint with the real hub, the Stripe adapter and a store in a temporary file. The engine itself does not run.</summary>
public sealed class HubTests : IAsyncLifetime
{
    private const string Secret = "whsec_DUMMYhub";

    private static readonly byte[] Paid = Encoding.UTF8.GetBytes("""
        {"id":"evt_1","object":"event","api_version":"2026-10-28.endive","created":1788224406,"livemode":false,"type":"invoice.paid",
         "data":{"object":{"id":"in_1","object":"invoice","customer":"cus_1"}}}
        """);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connectors-");
    private Host? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "hub.db");

    private Host Host => _host!;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync(services =>
    {
        services.AddConnectorHub().UseSqlite(File).AddStripe("stripe", options =>
        {
            options.ApiKey = "sk_test_DUMMY";
            options.ApiBase = new Uri("http://127.0.0.1:9");
            options.WebhookSecrets.Add(Secret);
            options.MaxBodyBytes = 4096;
        });
        foreach (ServiceDescriptor engine in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "HubService").ToList())
        {
            services.Remove(engine);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Post_OfEvent_IsCommittedWhenAnswered()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Paid));

        // Through a connection of its own: what it sees is committed.
        Assert.Equal(["invoice.paid|stripe:cus_1|invoice|in_1"], Inbox());
    }

    [Fact]
    public async Task Post_OfTheSameEventAgain_IsStoredOnce()
    {
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(Paid)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Single(Inbox());
    }

    [Fact]
    public async Task Post_OfWrongSignature_Answers400AndStoresNothing()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Paid, StripeSignature.Create(Paid, TimeProvider.System.GetUtcNow(), "whsec_DUMMYother")));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Paid, ""));

        Assert.Empty(Inbox());
    }

    [Fact]
    public async Task Post_OfMalformedJsonWithGoodSignature_Answers200AndIsStored()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("{\"id\": \"evt_1\", oops"u8.ToArray()));

        Assert.StartsWith("unreadable|stripe:unreadable|event|", Assert.Single(Inbox()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfOversizedEvent_Answers413AndStoresNothing()
    {
        JsonObject evt = JsonNode.Parse(Paid)!.AsObject();
        evt["padding"] = new string('x', 5000);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Encoding.UTF8.GetBytes(evt.ToJsonString())));

        Assert.Empty(Inbox());
    }

    [Fact]
    public async Task Post_WhenTheStoreIsBroken_Answers503AndIsStoredWhenSentAgain()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("{}"u8.ToArray()));
        Execute("ALTER TABLE inbox RENAME TO lost");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(Paid));

        Execute("ALTER TABLE lost RENAME TO inbox");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Paid));
        Assert.Equal(2, Inbox().Count);
        Assert.DoesNotContain(Host.Log.Lines, line => line.Contains("cus_1", StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> SendAsync(byte[] body, string? signature = null)
    {
        using var sender = new StripeSender(new Uri(Host.Client.BaseAddress!, "/webhooks/stripe"), Secret, TimeProvider.System);
        return await sender.SendBodyAsync(body, signature, Cancel);
    }

    private List<string> Inbox()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'inbox'";
        List<string> rows = [];
        if ((long)command.ExecuteScalar()! == 1)
        {
            command.CommandText = "SELECT kind || '|' || lane || '|' || subject_kind || '|' || subject_id FROM inbox ORDER BY id";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(reader.GetString(0));
            }
        }

        return rows;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
