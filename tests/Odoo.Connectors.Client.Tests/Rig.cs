using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Client.Tests;

/// <summary>A client over a stub. Unless told otherwise the stub logs in as user 2 and waits nowhere.</summary>
internal sealed class Rig : IDisposable
{
    private readonly ServiceProvider _services;

    public Rig(Func<StubRequest, Task<HttpResponseMessage>> answer, Action<OdooClientOptions>? configure = null,
        Action<IServiceCollection>? services = null, bool login = true)
    {
        Handler = new StubHandler(request => login && request.IsJsonRpc && request.Method == "authenticate"
            ? Task.FromResult(Answer.Result(request, 2)) : answer(request));
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services?.Invoke(collection);
        collection.AddOdooClient("main", options =>
        {
            options.Url = new Uri("http://odoo.test");
            options.Database = "facts";
            options.Login = "admin";
            options.Secret = "admin";
            options.ReadRetryDelay = TimeSpan.Zero;
            configure?.Invoke(options);
        }).ConfigurePrimaryHttpMessageHandler(_ => Handler);
        _services = collection.BuildServiceProvider();
        Client = _services.GetRequiredKeyedService<IOdooClient>("main");
    }

    public Rig(Func<StubRequest, HttpResponseMessage> answer, Action<OdooClientOptions>? configure = null,
        Action<IServiceCollection>? services = null, bool login = true)
        : this(request => Task.FromResult(answer(request)), configure, services, login)
    {
    }

    public StubHandler Handler { get; }

    public CapturedLogs Logs { get; } = new();

    public IOdooClient Client { get; }

    public IServiceProvider Services => _services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<long> CreateAsync() => Client.CreateAsync("res.partner", new JsonObject { ["name"] = "One" }, cancellationToken: Token);

    public Task<IReadOnlyList<OdooRecord>> SearchReadAsync() =>
        Client.SearchReadAsync("res.partner", OdooDomain.All, ["name"], cancellationToken: Token);

    public void Dispose() => _services.Dispose();
}
