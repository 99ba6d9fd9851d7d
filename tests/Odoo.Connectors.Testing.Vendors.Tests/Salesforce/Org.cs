using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>An emulated organisation with the records of the fixtures, and a client that is logged in.</summary>
internal sealed class Org : IAsyncDisposable
{
    public const string Account = "001ZM000001QkdOYAS";
    public const string Won = "0065w000023STAmAAO";

    private Org(SalesforceEmulator emulator, HttpClient client, FakeTimeProvider clock)
    {
        Emulator = emulator;
        Client = client;
        Clock = clock;
    }

    public SalesforceEmulator Emulator { get; }

    public HttpClient Client { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The user that the login acts for.</summary>
    public string UserId { get; private set; } = "";

    public static async Task<Org> CreateAsync(SalesforceEmulatorOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero));
        var emulator = new SalesforceEmulator(options, clock);
        emulator.DeclareField("Account", "Billing_Customer_Id__c");
        emulator.Load("Account", Fixture.Text("Salesforce/account.json"));
        emulator.Load("Opportunity", Fixture.Text("Salesforce/query_opportunities_page1.json"));
        var client = new HttpClient(emulator.CreateHandler()) { BaseAddress = emulator.Url };
        var org = new Org(emulator, client, clock);
        await org.LogInAsync();
        return org;
    }

    public async Task LogInAsync()
    {
        using HttpResponseMessage response = await TokenAsync(Client, "emulator-secret");
        JsonNode token = await Fixture.JsonAsync(response);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"]!.GetValue<string>());
        UserId = token["id"]!.GetValue<string>().Split('/')[^1];
    }

    public static Task<HttpResponseMessage> TokenAsync(HttpClient client, string secret)
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "emulator-client",
            ["client_secret"] = secret,
        });
        return client.PostAsync(new Uri("/services/oauth2/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/services/data/v66.0/{path}", UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> QueryAsync(string soql)
    {
        using HttpResponseMessage response = await SendAsync("GET", $"query/?q={Uri.EscapeDataString(soql)}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Fixture.JsonAsync(response);
    }

    public async Task<string> QueryErrorAsync(string soql)
    {
        using HttpResponseMessage response = await SendAsync("GET", $"query/?q={Uri.EscapeDataString(soql)}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return (await Fixture.JsonAsync(response))[0]!["errorCode"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
