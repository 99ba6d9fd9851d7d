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
        }

        mappings.Check(ports);
    }
}
