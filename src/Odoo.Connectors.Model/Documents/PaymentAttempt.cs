namespace Odoo.Connectors.Model;

/// <summary>An attempt to collect money that failed. No money moved: it is told, never booked.</summary>
public sealed record PaymentAttempt
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The invoice that was to be paid; null where it was none. The default is null.</summary>
    public ExternalRef? Invoice { get; init; }

    /// <summary>What was to be collected, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>When it failed.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>The source's code of the reason, such as <c>insufficient_funds</c>; never its words.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the customer's bank declined it; false where something else failed, null where the source does not tell. The default is null.</summary>
    public bool? Declined { get; init; }

    /// <summary>When the source tries again; null when it does not, or does not tell. The default is null.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Which attempt of this invoice it was, from 1; null where the source does not count. The default is null.</summary>
    public int? AttemptNumber { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"PaymentAttempt {Ref}";
}
