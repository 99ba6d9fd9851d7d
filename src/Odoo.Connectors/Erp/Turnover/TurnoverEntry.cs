using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A posted entry, in one currency, and what it does to what customers owe.</summary>
internal sealed record TurnoverEntry
{
    public required long Id { get; init; }

    public required TurnoverKind Kind { get; init; }

    /// <summary>The document or payment in Odoo.</summary>
    public required ExternalRef Document { get; init; }

    /// <summary>The record it was made of; of the kind of the effect that made it.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>What the document was made of that it takes back.</summary>
    public ExternalRef? Reverses { get; init; }

    /// <summary>The id in Odoo of the document that it takes back.</summary>
    public long? ReversesId { get; init; }

    public string? Number { get; init; }

    /// <summary>The day in the books.</summary>
    public required DateOnly On { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>A document's amounts, positive.</summary>
    public decimal Net { get; init; }

    public decimal Tax { get; init; }

    public decimal Gross { get; init; }

    /// <summary>What it books on receivable accounts: positive where customers owe more.</summary>
    public decimal Receivable { get; init; }

    public ExternalRef? Customer { get; init; }
}
