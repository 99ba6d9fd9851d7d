namespace Odoo.Connectors.Testing;

/// <summary>What a bank says to a payment or a refund of an emulated Stripe account.</summary>
public sealed record StripePaymentAnswer
{
    private StripePaymentAnswer()
    {
    }

    /// <summary>The money moves.</summary>
    public static StripePaymentAnswer Succeeded { get; } = new() { Status = "succeeded" };

    internal string Status { get; init; } = string.Empty;

    internal string? Code { get; init; }

    internal string? DeclineCode { get; init; }

    internal string? Message { get; init; }

    internal TimeSpan After { get; init; }

    internal StripePaymentAnswer? Then { get; init; }

    /// <summary>The money does not move.</summary>
    /// <param name="declineCode">The bank's reason, for example <c>insufficient_funds</c>.</param>
    /// <param name="message">The words for a person.</param>
    /// <param name="code">Stripe's code.</param>
    /// <returns>The answer.</returns>
    public static StripePaymentAnswer Declined(string declineCode = "insufficient_funds", string message = "Your card has insufficient funds.", string code = "card_declined") =>
        new() { Status = "failed", Code = code, DeclineCode = declineCode, Message = message };

    /// <summary>It is under way and known later: a debit that is being processed, a refund that is pending.</summary>
    /// <param name="after">How much later.</param>
    /// <param name="then">What it comes to.</param>
    /// <returns>The answer.</returns>
    public static StripePaymentAnswer Pending(TimeSpan after, StripePaymentAnswer then) => new() { Status = "pending", After = after, Then = then };

    /// <summary>A refund that succeeds and comes back later.</summary>
    /// <param name="after">How much later.</param>
    /// <param name="reason">Why, for example <c>lost_or_stolen_card</c>.</param>
    /// <returns>The answer.</returns>
    public static StripePaymentAnswer ReturnsAfter(TimeSpan after, string reason = "lost_or_stolen_card") =>
        new() { Status = "succeeded", After = after, Then = new StripePaymentAnswer { Status = "failed", Code = reason } };
}
