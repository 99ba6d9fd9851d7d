using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>An adapter over answers that a test writes down: the first that fits a request answers it, and every request is kept.</summary>
internal sealed class Scripted : HttpMessageHandler, IAsyncDisposable
{
    public const string Organization = "00Di0000000icUBEAY";

    private readonly ServiceProvider _services;
    private readonly List<(string Method, string Part, Func<HttpResponseMessage> Answer, int Times)> _answers = [];

    public Scripted(Action<SalesforceOptions>? configure = null, TimeProvider? time = null, Action<IConnectorsBuilder>? hub = null)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton(time ?? Clock);
        IConnectorsBuilder builder = services.AddConnectorHub();
        hub?.Invoke(builder);
        builder.AddSalesforce(
            "crm",
            options =>
            {
                options.LoginUrl = new Uri("https://acme.my.salesforce.com");
                options.ClientId = "client";
                options.ClientSecret = "secret";
                options.ReadRetries = 0;
                configure?.Invoke(options);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => this));
        _services = services.BuildServiceProvider();
        Adapter = (SalesforceAdapter)_services.GetServices<IConnectedSystem>().Single();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero));

    public CapturedLogs Logs { get; } = new();

    public SalesforceAdapter Adapter { get; }

    public SalesforceOptions Options => _services.GetRequiredService<IOptionsMonitor<SalesforceOptions>>().Get("crm");

    public IServiceProvider Services => _services;

    /// <summary>Method, address without escapes, and body of every request, logins left out.</summary>
    public List<(string Method, string Address, string Body, HttpRequestMessage Request)> Calls { get; } = [];

    public List<string> Logins { get; } = [];

    /// <summary>The id of the identity in the next logins.</summary>
    public string Identity { get; set; } = Organization;

    public Scripted Answer(string method, string part, int status, string body, int times = int.MaxValue, string type = "application/json", params (string Name, string Value)[] headers)
    {
        _answers.Add((method, part, () =>
        {
            HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
            foreach ((string name, string value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }, times));
        return this;
    }

    /// <summary>A page of a query whose records are these.</summary>
    public Scripted Query(string part, params string[] records) =>
        Answer("GET", part, 200, $$"""{"totalSize":{{records.Length}},"done":true,"records":[{{string.Join(',', records)}}]}""");

    public Scripted Fail(string method, string part, Exception failure)
    {
        _answers.Add((method, part, () => throw failure, int.MaxValue));
        return this;
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    /// <summary>A part that ends in a dollar sign is the end of the address.</summary>
    private static bool Fits(string address, string part) =>
        part.EndsWith('$') ? address.EndsWith(part[..^1], StringComparison.Ordinal) : address.Contains(part, StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string address = Uri.UnescapeDataString(request.RequestUri!.AbsoluteUri);
        if (request.RequestUri.AbsolutePath == "/services/oauth2/token" && !_answers.Exists(a => a.Part == "token"))
        {
            Logins.Add(body);
            return StubHandler.Json(200, $$"""{"access_token":"{{Identity}}!TOKEN{{Logins.Count}}","instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/{{(Identity.Contains('/', StringComparison.Ordinal) ? Identity : $"{Identity}/005")}}","token_type":"Bearer"}""");
        }

        Calls.Add((request.Method.Method, address, body, request));
        int at = _answers.FindIndex(a => a.Method == request.Method.Method && a.Times > 0 && Fits(address, a.Part));
        if (at < 0)
        {
            return StubHandler.Json(404, """[{"message":"nothing was written down for this","errorCode":"NOT_FOUND"}]""");
        }

        _answers[at] = _answers[at] with { Times = _answers[at].Times - 1 };
        return _answers[at].Answer();
    }
}
