using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Accounts;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>The console on a real server; who calls is said by the header <c>X-User</c>.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleHost(WebApplication app, FakeAccounts accounts, LogSink log)
    {
        (_app, Accounts, Log) = (app, accounts, log);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeAccounts Accounts { get; }

    public LogSink Log { get; }

    public HttpClient Client { get; }

    public static async Task<ConsoleHost> StartAsync(Action<RouteGroupBuilder>? guard = null, Action<ConsoleOptions>? configure = null, string environment = "Production", Action<IServiceCollection>? services = null)
    {
        FakeAccounts accounts = new();
        LogSink log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddSingleton<IAccountView>(accounts);
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("persons", p => p.RequireClaim("may", "persons")).AddPolicy("figures", p => p.RequireClaim("may", "figures"));
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        RouteGroupBuilder pages = app.MapConnectorConsole(configure: configure);
        RouteGroupBuilder json = app.MapConnectorAccounts(configure: configure);
        guard?.Invoke(pages);
        guard?.Invoke(json);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ConsoleHost(app, accounts, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Lets in whoever says a name; the name <c>carla</c> may see persons, <c>fiona</c> revenue, and <c>nameless</c>, who has none, both.</summary>
    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string name = Request.Headers["X-User"].ToString();
            if (name.Length == 0)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            ClaimsIdentity identity = new("test");
            identity.AddClaims([
                .. name == "nameless" ? Array.Empty<Claim>() : [new Claim(ClaimTypes.Name, name)],
                .. name is "carla" or "nameless" ? new[] { new Claim("may", "persons") } : [],
                .. name is "fiona" or "nameless" ? new[] { new Claim("may", "figures") } : [],
            ]);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}
