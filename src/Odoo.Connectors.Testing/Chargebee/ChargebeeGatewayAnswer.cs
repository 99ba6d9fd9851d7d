namespace Odoo.Connectors.Testing;

/// <summary>What the gateway of an emulated Chargebee site says to a payment or a refund.</summary>
public sealed record ChargebeeGatewayAnswer
{
    private ChargebeeGatewayAnswer()
    {
    }

    /// <summary>The money has moved.</summary>
    public static ChargebeeGatewayAnswer Success { get; } = new() { Status = "success" };

    internal string Status { get; init; } = string.Empty;

    internal string? ErrorCode { get; init; }

    internal string? ErrorText { get; init; }

    internal TimeSpan After { get; init; }

    internal ChargebeeGatewayAnswer? Then { get; init; }

    /// <summary>The money does not move.</summary>
    /// <param name="code">The gateway's code, for example <c>card_declined</c>.</param>
    /// <param name="text">The gateway's words.</param>
    /// <returns>The answer.</returns>
    public static ChargebeeGatewayAnswer Declined(string code = "card_declined", string text = "Your card has insufficient funds.") =>
        new() { Status = "failure", ErrorCode = code, ErrorText = text };

    /// <summary>It is under way, as direct debits are, and known later.</summary>
    /// <param name="after">How much later.</param>
    /// <param name="then">What it comes to.</param>
    /// <returns>The answer.</returns>
    public static ChargebeeGatewayAnswer InProgress(TimeSpan after, ChargebeeGatewayAnswer then) => new() { Status = "in_progress", After = after, Then = then };

    /// <summary>The money has moved, and moves back later: the bank bounces the debit.</summary>
    /// <param name="after">How much later.</param>
    /// <param name="code">The gateway's code.</param>
    /// <param name="text">The gateway's words.</param>
    /// <returns>The answer.</returns>
    public static ChargebeeGatewayAnswer BouncesAfter(TimeSpan after, string code = "insufficient_funds", string text = "The debit was returned by the bank.") =>
        new() { Status = "success", After = after, Then = new ChargebeeGatewayAnswer { Status = "late_failure", ErrorCode = code, ErrorText = text } };
}
