namespace Odoo.Connectors.Erp;

/// <summary>What a customer owes, as it was read.</summary>
internal sealed record BalanceRow
{
    /// <summary>The commercial partner.</summary>
    public required long Customer { get; init; }

    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<BalancePart> Parts { get; init; }

    public BalancePayment? LastPayment { get; init; }
}

/// <summary>What is open in one currency.</summary>
internal sealed record BalancePart(string Currency, decimal Open, decimal Overdue);

/// <summary>The latest money that came in.</summary>
internal sealed record BalancePayment(string Currency, decimal Amount, DateOnly On);
