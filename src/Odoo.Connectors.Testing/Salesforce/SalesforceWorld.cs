namespace Odoo.Connectors.Testing;

/// <summary>The parts of an organisation, put together.</summary>
internal sealed class SalesforceWorld
{
    public SalesforceWorld(SalesforceEmulatorOptions options, TimeProvider clock)
    {
        Records = new SalesforceRecords(Schema, clock);
        View = new SalesforceView(Schema, options.ApiVersion);
        Writer = new SalesforceWriter(Schema, Records);
        Tokens = new SalesforceTokens(options, clock);
        var runner = new SoqlRunner(Schema, Records, View);
        Queries = new SalesforceQueries(runner, options);
        Objects = new SalesforceObjects(Schema, Records, View, Writer, new SalesforceReplication(Records, clock));
        Collections = new SalesforceCollections(Schema, Records, View, Writer);
        Tooling = new SalesforceTooling(Schema);
        Bulk = new SalesforceBulk(runner, Schema, options, clock);
        Changes = new SalesforceChangeLog(clock);
        Notices = new SalesforceNotices(clock);
        Message = new SalesforceMessage(Records, options);
        Access = new SalesforceAccess(Schema, Records);
        Limit = new SalesforceDailyLimit(options, Bulk, clock);
    }

    public SalesforceSchema Schema { get; } = new();

    public SalesforceRecords Records { get; }

    public SalesforceView View { get; }

    public SalesforceWriter Writer { get; }

    public SalesforceTokens Tokens { get; }

    public SalesforceQueries Queries { get; }

    public SalesforceObjects Objects { get; }

    public SalesforceCollections Collections { get; }

    public SalesforceTooling Tooling { get; }

    public SalesforceAccess Access { get; }

    public SalesforceBulk Bulk { get; }

    public SalesforceDailyLimit Limit { get; }

    public SalesforceChangeLog Changes { get; }

    public SalesforceNotices Notices { get; }

    public SalesforceMessage Message { get; }

    /// <summary>Ends the transaction, and lets what it changed be known.</summary>
    public void Commit(string origin)
    {
        IReadOnlyList<SalesforceChange> changes = Records.Commit();
        Access.Follow(changes);
        Changes.Record(changes, origin);
        Notices.Record(changes);
    }
}
