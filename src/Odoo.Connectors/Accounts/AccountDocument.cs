using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>An invoice or a credit note: as the books hold it, and as its source told it.</summary>
public sealed record AccountDocument
{
    /// <summary>The document in the books where it is there, else at its source.</summary>
    public required ExternalRef Reference { get; init; }

    /// <summary>The number that the customer sees: the source's, else the ledger's; null for a draft that never had one.</summary>
    public string? Number { get; init; }

    /// <summary>In the books; null where no ledger has it, or it could not be read.</summary>
    public Sourced<DocumentStatus>? Booked { get; init; }

    /// <summary>The invoice as its source told it last; null where the hub knows of none, and of a credit note.</summary>
    public Sourced<Invoice>? Invoice { get; init; }

    /// <summary>The credit note as its source told it last; null where the hub knows of none, and of an invoice.</summary>
    public Sourced<CreditNote>? CreditNote { get; init; }

    /// <summary>The totals of both, where both are known.</summary>
    public IReadOnlyList<AccountField> Fields { get; init; } = [];

    /// <summary>The reference.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Reference.ToString();
}
