namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The parts of a portal, put together.</summary>
internal sealed class HubSpotWorld
{
    public HubSpotWorld(HubSpotEmulatorOptions options, TimeProvider clock)
    {
        Events = new HubSpotEvents(options, clock);
        Records = new HubSpotRecords(Schema, new HubSpotComputed(Pipelines), Events, options, clock);
        Associations = new HubSpotAssociations(Records, Events);
        Rules = new HubSpotRules(Schema, Pipelines);
        View = new HubSpotView(Schema);
        Writer = new HubSpotWriter(Rules, Records, Associations, options);
        Objects = new HubSpotObjectCalls(Records, Associations, Writer, View, Schema);
        Directory = new HubSpotDirectory(Pipelines, options);
        Tokens = new HubSpotTokens(options, clock);
    }

    public HubSpotSchema Schema { get; } = new();

    public HubSpotPipelines Pipelines { get; } = new();

    public HubSpotEvents Events { get; }

    public HubSpotRecords Records { get; }

    public HubSpotAssociations Associations { get; }

    public HubSpotRules Rules { get; }

    public HubSpotView View { get; }

    public HubSpotWriter Writer { get; }

    public HubSpotObjectCalls Objects { get; }

    public HubSpotDirectory Directory { get; }

    public HubSpotTokens Tokens { get; }
}
