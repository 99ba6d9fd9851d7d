using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.OwnershipOnly;

/// <summary>A system that is known by name and account alone.</summary>
internal sealed class Named(string name) : IConnectedSystem
{
    public string Name => name;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity($"{name}-1", IsLive: false));
}
