using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>One transaction over all tables. Disposing without <see cref="CommitAsync"/> rolls back. One that runs a single command has no transaction around it.</summary>
internal sealed class HubTransaction : IAsyncDisposable
{
    private readonly StoreConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly IDisposable? _turn;

    public HubTransaction(StoreConnection connection, DbTransaction? transaction, StoreDialect dialect, IDisposable? turn, StepNotes notes)
    {
        _connection = connection;
        _transaction = transaction;
        _turn = turn;
        Notes = notes;
        Sql sql = new(connection, transaction, dialect);
        Meta = new MetaTable(sql);
        Nodes = new NodeTable(sql);
        Lanes = new LaneTable(sql);
        Inbox = new InboxTable(sql, notes);
        Ledger = new LedgerTable(sql);
        Identity = new IdentityTable(sql);
        Merges = new MergeTable(sql);
        Matches = new MatchTable(sql);
        Shadows = new ShadowTable(sql);
        Cases = new CaseTable(sql, notes);
        Audit = new AuditTable(sql);
        Work = new WorkTable(sql);
        Retention = new RetentionTable(sql);
        Proof = new AuditProof(sql);
        Hand = new HandTable(sql);
        Keys = new SubjectKeys(sql);
        Privacy = new PrivacyTable(sql);
        Mappings = new MappingVersionTable(sql);
        Feeds = new FeedTable(sql);
        Idempotency = new IdempotencyTable(sql);
        Usage = new UsageTable(sql);
        UsageEvents = new UsageEventTable(sql);
        UsageRejected = new UsageRejectedTable(sql);
        Reconciliation = new ReconciliationTable(sql);
        History = new HistoryTable(sql);
        Accounts = new AccountTable(sql);
    }

    /// <summary>What it will have done, for the numbers.</summary>
    public StepNotes Notes { get; }

    /// <summary>Whether it erases what must not be found in the store's files any more.</summary>
    public bool Erases { get; set; }

    public MetaTable Meta { get; }

    public NodeTable Nodes { get; }

    public LaneTable Lanes { get; }

    public InboxTable Inbox { get; }

    public LedgerTable Ledger { get; }

    public IdentityTable Identity { get; }

    public MergeTable Merges { get; }

    public MatchTable Matches { get; }

    public ShadowTable Shadows { get; }

    public CaseTable Cases { get; }

    public AuditTable Audit { get; }

    public WorkTable Work { get; }

    public RetentionTable Retention { get; }

    public AuditProof Proof { get; }

    public HandTable Hand { get; }

    public SubjectKeys Keys { get; }

    public PrivacyTable Privacy { get; }

    public MappingVersionTable Mappings { get; }

    public FeedTable Feeds { get; }

    public IdempotencyTable Idempotency { get; }

    public UsageTable Usage { get; }

    public UsageEventTable UsageEvents { get; }

    public UsageRejectedTable UsageRejected { get; }

    public ReconciliationTable Reconciliation { get; }

    public HistoryTable History { get; }

    public AccountTable Accounts { get; }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Audit.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        Notes.Committed();
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        _turn?.Dispose();
    }
}
