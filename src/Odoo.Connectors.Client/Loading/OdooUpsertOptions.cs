namespace Odoo.Connectors.Client;

/// <summary>How an upsert goes about it.</summary>
public sealed class OdooUpsertOptions
{
    /// <summary>How many rows a call takes. Each call is one transaction, and must end well within the server's time limit.</summary>
    /// <value>The default is 500: 5 seconds where rows take 10 ms, as updates of partners do. Take 20 to 50 for documents.</value>
    public int ChunkSize { get; init; } = 500;

    /// <summary>
    /// How often the same rows are sent again after a call of which Odoo or the network says that nothing was kept: a conflict with
    /// another transaction, a refused connection, a request to slow down.
    /// </summary>
    /// <value>The default is 3.</value>
    public int ConflictRetries { get; init; } = 3;

    /// <summary>
    /// How often the same rows are sent again after a lost answer, when they may have been kept. External ids make that harmless for plain
    /// records: what was created is found and written once more. It is not for documents (invoices, payments), on which repeated
    /// values have effects of their own, nor if values may have been changed by others meanwhile.
    /// </summary>
    /// <value>The default is 0: the upsert stops there and says which rows are in doubt.</value>
    public int LostReplyRetries { get; init; }

    /// <summary>The wait before the first repetition; it doubles with each.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of the waits.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
