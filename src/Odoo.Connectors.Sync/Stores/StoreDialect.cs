namespace Odoo.Connectors.Sync;

/// <summary>What differs between the relational stores. The SQL itself is written once.</summary>
internal abstract class StoreDialect
{
    /// <summary>An SQL expression: the store's clock as milliseconds since 1970, UTC.</summary>
    public abstract string NowMilliseconds { get; }

    /// <summary>Brings the schema up to date; may be called again at any time.</summary>
    public abstract void Migrate();

    /// <summary>
    /// Serialises writers of this process before they begin; a store whose server does that better answers at once.
    /// </summary>
    public abstract ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken);
}
