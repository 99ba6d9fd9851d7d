using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A system that is connected and of which nothing is asked.</summary>
internal sealed class NamedSystem(string name) : IConnectedSystem
{
    public string Name => name;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity($"{name}-1", false));
}
