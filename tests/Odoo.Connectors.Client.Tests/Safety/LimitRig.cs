using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>Clients with limits over one stub, on a clock of their own. The stub notes when each request came.</summary>
internal sealed class LimitRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<(TimeSpan At, string Model)> _seen = new();

    public LimitRig(Action<OdooClientOptions> configure, Func<StubRequest, Task<HttpResponseMessage>>? answer = null, string[]? databases = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        foreach (var database in databases ?? ["main"])
        {
            services.AddOdooClient(database, options =>
            {
                (options.Url, options.Database, options.Login, options.Secret) = (new Uri("http://odoo.test"), database.Split('#')[0], "l", "s");
                (options.Transport, options.Timeout, options.ReadRetryDelay) = (OdooTransport.Json2, TimeSpan.FromMinutes(50), TimeSpan.Zero);
                configure(options);
            }).ConfigurePrimaryHttpMessageHandler(_ => new StubHandler(request =>
            {
                _seen.Enqueue((Clock.Elapsed, request.IsJsonRpc ? request.Method : request.Path.Split('/')[^2]));
                return answer?.Invoke(request) ?? Task.FromResult(Answer.Result(request, 1));
            }));
        }

        _services = services.BuildServiceProvider();
    }

    public JumpClock Clock { get; } = new();

    /// <summary>When requests came, in seconds.</summary>
    public IReadOnlyList<double> Seconds => [.. _seen.Select(s => s.At.TotalSeconds)];

    public IReadOnlyList<string> Models => [.. _seen.Select(s => s.Model)];

    public Task<long> CountAsync(string model = "m", string client = "main", CancellationToken? cancellation = null) =>
        Client(client).SearchCountAsync(model, OdooDomain.All, cancellationToken: cancellation ?? Rig.Token);

    public Task CallAsync(bool isRead, TimeSpan? timeout = null) =>
        Client("main").CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead, Timeout = timeout }, Rig.Token);

    public Task ManyAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => CountAsync()));

    public IOdooClient Client(string name) => _services.GetRequiredKeyedService<IOdooClient>(name);

    public async Task SeenAsync(int count)
    {
        while (_seen.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Rig.Token);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
