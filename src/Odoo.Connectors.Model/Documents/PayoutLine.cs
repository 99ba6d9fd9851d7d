namespace Odoo.Connectors.Model;

/// <summary>One movement on a payment gateway's balance.</summary>
public sealed record PayoutLine
{
    /// <summary>What moved.</summary>
    public required PayoutLineKind Kind { get; init; }

    /// <summary>The payment, refund, reversal or dispute behind it; null for a fee and for what has no document. The default is null.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>Further ids of <see cref="Source"/>, as <see cref="Payment.Aliases"/>. The default is empty.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What moved before the fee: positive for money received, negative for money given back, taken or charged.</summary>
    public required Money Amount { get; init; }

    /// <summary>What the gateway kept of it, positive; negative for a fee given back.</summary>
    public required Money Fee { get; init; }
}
