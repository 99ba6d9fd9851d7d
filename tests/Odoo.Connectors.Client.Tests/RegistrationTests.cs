using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Client.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task TwoInstances_CalledInParallel_NeverMixCredentials()
    {
        var services = new ServiceCollection();
        var handlers = new Dictionary<string, StubHandler>();
        foreach (var (name, uid) in new[] { ("eu", 11), ("us", 22) })
        {
            var handler = handlers[name] = new StubHandler(request => Answer.Result(request, request.Method == "authenticate" ? uid : 0));
            services.AddOdooClient(name, options =>
                (options.Url, options.Database, options.Login, options.Secret) = (new Uri($"http://{name}.test"), $"db-{name}", $"login-{name}", $"secret-{name}"))
                .ConfigurePrimaryHttpMessageHandler(_ => handler);
        }

        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IOdooClientFactory>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            factory.Get(i % 2 == 0 ? "eu" : "us").SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token)));

        foreach (var (name, uid) in new[] { ("eu", 11), ("us", 22) })
        {
            Assert.Single(handlers[name].Logins);
            Assert.Equal(100, handlers[name].Calls.Count);
            Assert.All(handlers[name].Calls, call => Assert.Equal(
                $"http://{name}.test/ db-{name} {uid} secret-{name}",
                $"{new Uri(call.Http.RequestUri!, "/")} {call.Args[0]} {call.Args[1]} {call.Args[2]}"));
        }
    }

    [Fact]
    public async Task AddOdooClient_FromConfiguration_BindsEveryOption()
    {
        var services = new ServiceCollection();
        services.AddOdooClient("main", Section(new()
        {
            ["Url"] = "https://odoo.example.com/erp", ["Database"] = "d", ["Login"] = "l", ["Secret"] = "s", ["Timeout"] = "00:00:30",
            ["ReadRetries"] = "5", ["ReadRetryDelay"] = "00:00:02", ["AllowedCompanyIds:0"] = "5", ["AllowedCompanyIds:1"] = "1", ["Language"] = "de_DE",
            ["Limits:RequestsPerSecond"] = "0.5", ["Limits:Burst"] = "4", ["Limits:MaxConcurrentRequests"] = "2",
        }));
        await using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<OdooClientOptions>>().Get("main");

        Assert.Equal(("https://odoo.example.com/erp", "d", "l", "s"), (options.Url!.ToString(), options.Database, options.Login, options.Secret));
        Assert.Equal((TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(2)), (options.Timeout, options.ReadRetries, options.ReadRetryDelay));
        Assert.Equal([5L, 1L], options.AllowedCompanyIds);
        Assert.Equal("de_DE", options.Language);
        Assert.Equal((0.5m, 4, 2), (options.Limits.RequestsPerSecond, options.Limits.Burst, options.Limits.MaxConcurrentRequests));
    }

    [Theory]
    [InlineData("Url", "odoo.example.com", "set Url")]
    [InlineData("Url", "ftp://odoo.example.com", "set Url")]
    [InlineData("Url", "https://canary:canary@odoo.example.com", "set Url")]
    [InlineData("Database", "", "set Database")]
    [InlineData("Login", " ", "set Login")]
    [InlineData("Secret", "", "set Secret")]
    [InlineData("Timeout", "00:00:00", "set Timeout")]
    [InlineData("ReadRetries", "11", "set ReadRetries")]
    [InlineData("ReadRetryDelay", "-00:00:01", "set ReadRetryDelay")]
    [InlineData("AllowedCompanyIds:0", "0", "set AllowedCompanyIds")]
    [InlineData("Limits:RequestsPerSecond", "-1", "set Limits.RequestsPerSecond")]
    [InlineData("Limits:RequestsPerSecond", "0.0001", "set Limits.RequestsPerSecond")]
    [InlineData("Limits:Burst", "0", "set Limits.Burst")]
    [InlineData("Limits:MaxConcurrentRequests", "-1", "set Limits.MaxConcurrentRequests")]
    public async Task StartAsync_BadOption_FailsSayingWhatToSet(string key, string value, string advice)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOdooClient("main", Section(new()
        {
            ["Url"] = "https://odoo.example.com", ["Database"] = "d", ["Login"] = "l", ["Secret"] = "canary", [key] = value,
        }));
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Rig.Token));

        Assert.Contains("Odoo client 'main': " + advice, Assert.Single(e.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddOdooClient_Twice_ConfiguresFurtherAndRetriesOnce()
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.ServiceUnavailable), services: services =>
            services.AddOdooClient("main", options => options.Language = "de_DE"));

        await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync);

        Assert.Equal(3, rig.Handler.Calls.Count);
        Assert.Equal("""{"lang":"de_DE"}""", rig.Handler.Calls[0].Args[6]!["context"]!.ToJsonString());
    }

    [Fact]
    public async Task Get_UnknownName_SaysWhatToCall()
    {
        var services = new ServiceCollection();
        services.AddOdooClient("main", _ => { });
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IOdooClientFactory>();

        Assert.Same(provider.GetRequiredKeyedService<IOdooClient>("main"), factory.Get("main"));
        Assert.Contains("AddOdooClient(\"other\"", Assert.Throws<InvalidOperationException>(() => factory.Get("other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_SecretRotated_IsUsedFromTheNextCall()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Odoo:Url"] = "https://odoo.test", ["Odoo:Database"] = "d", ["Odoo:Login"] = "l", ["Odoo:Secret"] = "old",
        }).Build();
        var handler = new StubHandler(request => Answer.Result(request, request.Method == "authenticate" ? 2 : 0));
        var services = new ServiceCollection();
        services.AddOdooClient("main", configuration.GetSection("Odoo")).ConfigurePrimaryHttpMessageHandler(_ => handler);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<IOdooClient>("main");

        await client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);
        configuration["Odoo:Secret"] = "new";
        configuration.Reload();
        await client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);

        Assert.Equal(["old", "new"], handler.Calls.Select(c => c.Args[2]!.GetValue<string>()));
        Assert.Equal(["old", "new"], handler.Logins.Select(c => c.Args[2]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("odoo:main:read")]
    [InlineData("odoo:main:write")]
    public async Task HttpClients_ByDefault_HaveNoCookiesNoRedirectAndGzip(string http)
    {
        var services = new ServiceCollection();
        services.AddOdooClient("main", options =>
            (options.Url, options.Database, options.Login, options.Secret) = (new Uri("http://odoo.test"), "d", "l", "s"));
        await using var provider = services.BuildServiceProvider();
        var builder = new Probe(provider) { Name = http, PrimaryHandler = new HttpClientHandler() };
        foreach (var action in provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(http).HttpMessageHandlerBuilderActions)
        {
            action(builder);
        }

        var sockets = Assert.IsType<SocketsHttpHandler>(builder.PrimaryHandler);
        Assert.Equal((false, false, DecompressionMethods.GZip), (sockets.UseCookies, sockets.AllowAutoRedirect, sockets.AutomaticDecompression));
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(http);
        Assert.StartsWith("Odoo.Connectors/", client.DefaultRequestHeaders.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
    }

    private static IConfigurationSection Section(Dictionary<string, string?> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Odoo:" + v.Key, v.Value))).Build().GetSection("Odoo");

    private sealed class Probe(IServiceProvider services) : HttpMessageHandlerBuilder
    {
        public override IServiceProvider Services => services;

        public override string? Name { get; set; }

        public override HttpMessageHandler PrimaryHandler { get; set; } = new HttpClientHandler();

        public override IList<DelegatingHandler> AdditionalHandlers { get; } = [];

        public override HttpMessageHandler Build() => PrimaryHandler;
    }
}
