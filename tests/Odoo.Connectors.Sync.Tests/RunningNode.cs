using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A node whose loops run by themselves, as in a host.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly IHostedService[] _services;

    private RunningNode(ServiceProvider provider) => _services = [.. provider.GetServices<IHostedService>()];

    public static async Task<RunningNode> StartAsync(HubWorld world, string name, Action<IServiceCollection>? more = null, Action<HubOptions>? hub = null)
    {
        RunningNode node = new(world.AddNode(name, s => { s.AddSingleton<IHostApplicationLifetime, Lifetime>(); more?.Invoke(s); }, hub));
        foreach (IHostedService service in node._services)
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return node;
    }

    public static async Task UntilAsync(Func<bool> reached, TimeSpan longest)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < longest, $"not reached in {longest}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in _services)
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
