using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>A bug: what of the adapter it changes.</summary>
/// <param name="Checks">The checks that must fail for it, and no others.</param>
internal sealed record Planted(params string[] Checks)
{
    public Func<PlainbillAdapter, Task<SystemIdentity>?>? Identify { get; init; }

    public Action<IServiceCollection>? Services { get; init; }

    public Func<PlainbillAdapter, string?, ReadOnlyMemory<byte>, WebhookResult?>? Receive { get; init; }

    public Func<Change, Delivery, Change>? Changed { get; init; }

    public Func<PlainbillAdapter, ExternalRef, CancellationToken, Task<byte[]?>?>? Read { get; init; }

    public Func<PlainbillAdapter, ExternalRef, ReadOnlyMemory<byte>, object?>? Decode { get; init; }

    public Func<PlainbillAdapter, string, string?, CancellationToken, Task<PollPage>?>? Poll { get; init; }

    public Func<Intent, PlanResult, PlanResult>? Planned { get; init; }

    public Func<PlainbillAdapter, IReadOnlyList<Dispatch>, CancellationToken, Task<IReadOnlyList<Outcome>>?>? Send { get; init; }

    public int? MaxBodyBytes { get; init; }

    public string? Text { get; init; }

    /// <summary>Puts itself before the adapter.</summary>
    public void Into(IServiceCollection services)
    {
        Services?.Invoke(services);
        foreach (ServiceDescriptor right in services.Where(s => s.ServiceType == typeof(IConnectedSystem)).ToArray())
        {
            services[services.IndexOf(right)] = ServiceDescriptor.Singleton<IConnectedSystem>(
                provider => right.ImplementationFactory!(provider) is PlainbillAdapter adapter ? new Faulty(adapter, this) : (IConnectedSystem)right.ImplementationFactory(provider));
        }
    }

    public override string ToString() => Checks[0];
}
