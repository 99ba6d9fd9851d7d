using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>A line of a posted entry.</summary>
internal sealed record MoneyLine
{
    public required long Id { get; init; }

    public required long MoveId { get; init; }

    /// <summary>What stands on it.</summary>
    public required string? Label { get; init; }

    public required long AccountId { get; init; }

    /// <summary>Whether it is what a customer owes or is owed.</summary>
    public required bool IsCustomers { get; init; }

    public required long? PartnerId { get; init; }

    public required long CurrencyId { get; init; }

    /// <summary>In the company's currency; positive is a debit.</summary>
    public required decimal Balance { get; init; }

    /// <summary>The same in the line's currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What of it is open, in the company's currency.</summary>
    public required decimal OpenBalance { get; init; }

    /// <summary>What of it is open, in the line's currency.</summary>
    public required decimal Open { get; init; }

    public required bool IsReconciled { get; init; }

    public static MoneyLine Of(OdooRecord line) => new()
    {
        Id = line.Id,
        MoveId = line.GetReference("move_id")?.Id ?? 0,
        Label = line.GetString("name"),
        AccountId = line.GetReference("account_id")?.Id ?? 0,
        IsCustomers = line.GetString("account_type") is "asset_receivable" or "liability_payable",
        PartnerId = line.GetReference("partner_id")?.Id,
        CurrencyId = line.GetReference("currency_id")?.Id ?? 0,
        Balance = line.GetDecimal("balance") ?? 0m,
        Amount = line.GetDecimal("amount_currency") ?? 0m,
        OpenBalance = line.GetDecimal("amount_residual") ?? 0m,
        Open = line.GetDecimal("amount_residual_currency") ?? 0m,
        IsReconciled = line.GetBoolean("reconciled"),
    };
}

/// <summary>An invoice or credit note as Odoo shows it.</summary>
internal sealed record MoneyDocument
{
    public required string Key { get; init; }

    public required long Id { get; init; }

    public required bool IsPosted { get; init; }

    /// <summary>Odoo's own word; with the accountant's app a document can be <c>in_payment</c> and show all of it as open.</summary>
    public required string PaymentState { get; init; }

    public required decimal Residual { get; init; }

    public required long CurrencyId { get; init; }

    /// <summary>What is left to pay. A document that is in payment is left nothing, whatever its residual says.</summary>
    public decimal Open => PaymentState is "in_payment" or "paid" or "reversed" ? 0m : Residual;
}

/// <summary>How much of a line, in its currency, is matched with another; and the match itself.</summary>
internal sealed record MoneyMatch(long Id, long Line, long Other, decimal Amount);
