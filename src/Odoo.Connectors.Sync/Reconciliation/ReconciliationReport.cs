namespace Odoo.Connectors.Sync;

/// <summary>What a run found. Refers to records by their ids; it holds no names, addresses or texts of persons.</summary>
public sealed record ReconciliationReport
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>The ledgers, one a company.</summary>
    public required IReadOnlyList<string> Ledgers { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Since when; null for everything.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>How many records of the source were compared.</summary>
    public long Expected { get; init; }

    /// <summary>How many records of the ledgers were compared with them.</summary>
    public long Booked { get; init; }

    /// <summary>How many documents and payments the ledgers have that nobody made of this source's, and that look like none of its.</summary>
    public long Foreign { get; init; }

    /// <summary>How many records of the source could not be understood: the feed has a case for each.</summary>
    public long Unreadable { get; init; }

    /// <summary>Both sides by sum, as they were listed.</summary>
    public required IReadOnlyList<PositionTotal> Totals { get; init; }

    /// <summary>What differs, after it was read once more; by kind, then subject.</summary>
    public required IReadOnlyList<Discrepancy> Discrepancies { get; init; }

    /// <summary>What differs and is still being worked on, or changed so lately that it need not be settled.</summary>
    public required IReadOnlyList<Discrepancy> InFlight { get; init; }

    /// <summary>How many corrections were accepted by rule; <see cref="Discrepancy.AcceptedBy"/> names the rule of each.</summary>
    public int Accepted { get; init; }

    /// <summary>Why nothing was accepted by rule although rules hold: a rule would have taken more than it may. The default is null.</summary>
    public string? NotAccepted { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsClean => Discrepancies.Count == 0;

    /// <summary>The source and how much differs.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Source}: {Discrepancies.Count} {(Discrepancies.Count == 1 ? "discrepancy" : "discrepancies")}, {InFlight.Count} in flight, {Expected} compared";
}
