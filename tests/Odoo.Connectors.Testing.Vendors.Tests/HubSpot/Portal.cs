using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>An emulated portal with a clock that stands still, and a client with the private app's token.</summary>
internal sealed class Portal : IAsyncDisposable
{
    public Portal(HubSpotEmulatorOptions? options = null)
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero));
        Emulator = new HubSpotEmulator(options, Clock);
        Client = new HttpClient(Emulator.CreateHandler()) { BaseAddress = Emulator.Url };
        Authorize("pat-eu1-emulator");
    }

    public HubSpotEmulator Emulator { get; }

    public HttpClient Client { get; }

    public FakeTimeProvider Clock { get; }

    public void Authorize(string token) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends, and expects this status.</summary>
    public async Task<JsonNode> AskAsync(string method, string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public Task<JsonNode> RefusedAsync(string method, string path, string? body, int status) => AskAsync(method, path, body, (HttpStatusCode)status);

    public string Deal(string name, params (string Name, string Value)[] more) =>
        Emulator.Create("deals", [("dealname", name), ("dealstage", "qualifiedtobuy"), .. more]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
