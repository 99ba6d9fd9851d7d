namespace Odoo.Connectors.Model;

/// <summary>What a payment gateway paid to the bank, or took from it, with the movements it settles.</summary>
public sealed record Payout
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>What arrives at the bank; negative where the gateway takes money.</summary>
    public required Money Amount { get; init; }

    /// <summary>The instant that makes its date at the bank.</summary>
    public required DateTimeOffset ArrivesAt { get; init; }

    /// <summary>The movements on the gateway's balance that it settles. Their amounts less their fees are <see cref="Amount"/>.</summary>
    public required IReadOnlyList<PayoutLine> Lines { get; init; }

    /// <summary>Whether the bank sent it back, as of the reading. The default is false.</summary>
    public bool HasFailed { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Payout {Ref}";
}
