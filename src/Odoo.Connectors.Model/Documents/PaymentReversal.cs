namespace Odoo.Connectors.Model;

/// <summary>A payment that bounced, or a refund that failed, after it was booked: the money went back to where it came from.</summary>
public sealed record PaymentReversal
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The payment, or the refund, that did not hold.</summary>
    public required ExternalRef Of { get; init; }

    /// <summary>What went back, positive: all of it, or a part.</summary>
    public required Money Amount { get; init; }

    /// <summary>The invoice that is open again, where a part went back of a payment of several; <see langword="null"/> when it pays one or all went back.</summary>
    public ExternalRef? Invoice { get; init; }

    /// <summary>When it went back.</summary>
    public required DateTimeOffset ReversedAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"PaymentReversal {Ref}";
}
