using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Creates or updates records by external id, any number of them.</summary>
public static class OdooUpsertExtensions
{
    /// <summary>
    /// Creates or updates a record for each row, in chunks. Rows that Odoo refuses keep no other row from being loaded. It does not throw
    /// for what happens on the way, a cancellation included: the result says what became of each row.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="fields">The columns besides the key, such as <c>name</c>, <c>country_id/id</c>; a column left out keeps its value.</param>
    /// <param name="rows">The rows. With none, nothing is sent.</param>
    /// <param name="options">Chunk and repetitions.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Stops the upsert.</param>
    /// <returns>What became of each row.</returns>
    /// <exception cref="ArgumentException">Two rows have the same external id; a line of a one2many field has none; a row is too long.</exception>
    public static Task<OdooUpsertResult> UpsertAsync(this IOdooClient client, string model, IReadOnlyList<string> fields,
        IReadOnlyList<OdooUpsertRow> rows, OdooUpsertOptions? options = null, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(rows);
        OdooUpsertOptions chosen = options ?? new OdooUpsertOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.ChunkSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(chosen.ConflictRetries, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(chosen.LostReplyRetries, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.RetryDelay, TimeSpan.Zero, nameof(options));
        UpsertColumns.Check(fields, rows);
        return new UpsertRun(new UpsertSender(client, model, fields, chosen, context), rows).RunAsync(chosen.ChunkSize, cancellationToken);
    }
}
