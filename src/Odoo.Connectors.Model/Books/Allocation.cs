namespace Odoo.Connectors.Model;

/// <summary>One document that booked money pays.</summary>
/// <param name="Document">The invoice or credit note in the ledger.</param>
/// <param name="Amount">How much of it, positive, in the document's currency; null where the ledger has not divided the money yet.</param>
public sealed record Allocation(ExternalRef Document, Money? Amount)
{
    /// <summary>The document's number in the ledger.</summary>
    public string? Number { get; init; }

    /// <summary>The document it was made of, where the connectors made it.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>The document.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Allocation to {Document}";
}
