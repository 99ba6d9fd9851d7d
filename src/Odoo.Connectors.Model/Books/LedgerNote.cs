namespace Odoo.Connectors.Model;

/// <summary>A note for people on a record of the ledger. It is written once for what it tells of, and never changed.</summary>
public sealed record LedgerNote
{
    /// <summary>What it is written on: an invoice, a credit note or a customer, in the ledger or at the source that it was made of.</summary>
    public required ExternalRef On { get; init; }

    /// <summary>What happened, in a sentence without data of persons.</summary>
    public required string Head { get; init; }

    /// <summary>More, a line each. The default is none.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>What it is written on.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"LedgerNote on {On}";
}
