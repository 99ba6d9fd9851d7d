using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The keyed clients of the container, by name.</summary>
internal sealed class OdooClientFactory(IServiceProvider services) : IOdooClientFactory
{
    public IOdooClient Get(string name) => services.GetKeyedService<IOdooClient>(name)
        ?? throw new InvalidOperationException($"No Odoo client is named '{name}'. Call services.AddOdooClient(\"{name}\", …).");
}
