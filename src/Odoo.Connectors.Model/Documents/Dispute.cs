namespace Odoo.Connectors.Model;

/// <summary>A payment that the customer's bank took back (chargeback), and what became of it.</summary>
public sealed record Dispute
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The payment it disputes.</summary>
    public required ExternalRef Payment { get; init; }

    /// <summary>Further ids of that payment, as <see cref="Model.Payment.Aliases"/>. The default is empty.</summary>
    public IReadOnlyList<string> PaymentAliases { get; init; } = [];

    /// <summary>The invoice that payment paid; null where it paid none or several. The default is null.</summary>
    public ExternalRef? Invoice { get; init; }

    /// <summary>What was taken back, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>What the gateway charges for the dispute, positive; null for nothing. The default is null.</summary>
    public Money? Fee { get; init; }

    /// <summary>When the money was taken.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it stands, as of the reading.</summary>
    public required DisputeStatus Status { get; init; }

    /// <summary>When it was won or lost; null while it is open. The default is null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Dispute {Ref}";
}
