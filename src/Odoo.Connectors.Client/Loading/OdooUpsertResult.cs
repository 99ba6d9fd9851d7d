namespace Odoo.Connectors.Client;

/// <summary>What became of each row of an upsert. It also tells what was done before a failure or a cancellation stopped it.</summary>
public sealed class OdooUpsertResult
{
    internal OdooUpsertResult(IReadOnlyList<OdooUpsertRowResult> rows, int calls, Exception? failure) => (Rows, Calls, Failure) = (rows, calls, failure);

    /// <summary>One result for each row, in the caller's order.</summary>
    public IReadOnlyList<OdooUpsertRowResult> Rows { get; }

    /// <summary>How many calls were sent.</summary>
    public int Calls { get; }

    /// <summary>Why the upsert stopped before its end; <see langword="null"/> if it did not, also if rows were refused.</summary>
    public Exception? Failure { get; }

    /// <summary>Whether every row was loaded.</summary>
    public bool Succeeded => Failure is null && Rows.All(r => r.Outcome == OdooUpsertOutcome.Loaded);

    /// <summary>The rows that Odoo refused.</summary>
    public IEnumerable<OdooUpsertRowResult> Refused => Rows.Where(r => r.Outcome == OdooUpsertOutcome.Refused);

    /// <summary>The ids of all records, in the rows' order.</summary>
    /// <exception cref="InvalidOperationException">A row was not loaded: look at <see cref="Rows"/>.</exception>
    public IReadOnlyList<long> Ids => Succeeded ? [.. Rows.Select(r => r.Id!.Value)]
        : throw new InvalidOperationException("Not every row was loaded; look at Succeeded and Rows before Ids.");
}
