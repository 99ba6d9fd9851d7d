namespace Odoo.Connectors.Model;

/// <summary>What a customer owes as the ledger has it, read as a <see cref="RecordKinds.AccountBalance"/> under the customer's id there.</summary>
public sealed record AccountBalance
{
    /// <summary>The customer in the ledger.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The day it is reckoned for, in the company's zone: what was due before it is overdue.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>One for each currency in which anything is open. Currencies are never added up.</summary>
    public required IReadOnlyList<CurrencyBalance> Currencies { get; init; }

    /// <summary>The latest money that came in. The default is null: none did.</summary>
    public ReceivedMoney? LastPayment { get; init; }

    /// <summary>The customer and the day.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Balance of {Customer} as of {AsOf:yyyy-MM-dd}";
}
