namespace Odoo.Connectors.Model;

/// <summary>Money received from a customer: for an invoice, for several, or on account.</summary>
public sealed record Payment
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The invoice that all of it pays; null where <see cref="Allocations"/> tells, or no invoice is known yet. The default is null.</summary>
    public ExternalRef? Invoice { get; init; }

    /// <summary>Further ids that its source gives it: Stripe's charge beside its payment intent. The default is empty.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// What it pays of which documents; what is left is the customer's credit. Empty where all of it pays <see cref="Invoice"/>, or
    /// is received on account. The default is empty.
    /// </summary>
    public IReadOnlyList<PaymentAllocation> Allocations { get; init; } = [];

    /// <summary>The means of payment as the source names it (<c>card</c>, <c>sepa_debit</c>), where it tells; it chooses the journal. The default is null.</summary>
    public string? Method { get; init; }

    /// <summary>What was received.</summary>
    public required Money Amount { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Payment {Ref}";
}
