using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What one customer owes one company.</summary>
public sealed record Receivables
{
    /// <summary>The customer in Odoo.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The day it is reckoned for, in the company's zone: what was due before it is overdue.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>One for each currency in which anything is open, by code. Currencies are never added up.</summary>
    public required IReadOnlyList<CurrencyReceivables> Currencies { get; init; }

    /// <summary>
    /// Documents that were put back to draft while payments were matched with them. They are not owed any more, and their money counts as
    /// used: the balance of the account differs by it from what is open, until they are posted again or cancelled.
    /// </summary>
    public required IReadOnlyList<ExternalRef> HeldByDrafts { get; init; }

    /// <summary>The customer and the day.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Receivables of {Customer} as of {AsOf:yyyy-MM-dd}";
}
