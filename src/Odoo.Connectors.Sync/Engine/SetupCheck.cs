namespace Odoo.Connectors.Sync;

/// <summary>Refuses a host whose parts do not fit together, before it works: made with the hub, so at its start.</summary>
internal sealed class SetupCheck
{
    public SetupCheck(OwnershipTable ownership, MappingTable mappings, HubSystems systems, IEnumerable<IFlow> flows)
    {
        string[] ports = [.. systems.Ports.Select(p => p.Name)];
        ownership.Check(systems.All.Keys, ports, flows.SelectMany(f => f.Requires));
        foreach (IFlow flow in flows)
        {
            flow.Check(ownership);
            if (flow.Targets.FirstOrDefault(t => !ports.Contains(t)) is string target)
            {
                throw new ConnectorException(
                    ErrorKind.Configuration,
                    $"{flow.GetType().Name} writes to '{target}', which takes no writes; connect it by an adapter that is a port, or have the flow write to one of: {string.Join(", ", ports.Order(StringComparer.Ordinal))}.");
            }
        }

        mappings.Check(ports);
    }
}
