using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>The endpoints on a real server.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Host(WebApplication app, LogSink log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public LogSink Log { get; }

    public static async Task<Host> StartAsync(Action<IServiceCollection> configure, string pattern = "/webhooks")
    {
        var log = new LogSink();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddAntiforgery();
        configure(builder.Services);
        WebApplication app = builder.Build();
        app.UseAntiforgery();
        app.MapConnectorWebhooks(pattern);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Host(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
