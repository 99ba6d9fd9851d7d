namespace Odoo.Connectors.Model;

/// <summary>
/// Where a customer stands with what it buys and owes, as the CRM's account is told: absolute values as of the telling. Null leaves what the
/// CRM shows as it is; only an ended account's renewal date is emptied. All amounts are of one currency.
/// </summary>
public sealed record AccountSummary
{
    /// <summary>The customer in the CRM.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>Where its contracts stand, the most urgent one of several.</summary>
    public required ContractStatus Status { get; init; }

    /// <summary>What its running contracts bill a month, before tax. The default is null.</summary>
    public Money? Mrr { get; init; }

    /// <summary>What it owes, due or not; negative where it is owed. The default is null.</summary>
    public Money? Balance { get; init; }

    /// <summary>What of it is past its due date. The default is null.</summary>
    public Money? Overdue { get; init; }

    /// <summary>The day of its last payment. The default is null.</summary>
    public DateOnly? LastPaymentOn { get; init; }

    /// <summary>How much that payment was. The default is null.</summary>
    public Money? LastPaymentAmount { get; init; }

    /// <summary>The next day a running contract renews. The default is null.</summary>
    public DateOnly? RenewsOn { get; init; }

    /// <summary>The latest failed attempt to collect money; <see cref="CollectionFailure.None"/> empties what is shown. The default is null.</summary>
    public CollectionFailure? CollectionFailure { get; init; }

    /// <summary>The customer and the status.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"AccountSummary of {Customer}: {Status}";
}
