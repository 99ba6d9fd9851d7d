namespace Odoo.Connectors.Testing;

/// <summary>What a <see cref="StripeEmulator"/> stands for.</summary>
public sealed record StripeEmulatorOptions
{
    /// <summary>The key that calls must carry.</summary>
    /// <value>The default value is <c>sk_test_emulator0000</c>.</value>
    public string ApiKey { get; init; } = "sk_test_emulator0000";

    /// <summary>The id of the account.</summary>
    /// <value>The default value is <c>acct_EMULATOR00000001</c>.</value>
    public string AccountId { get; init; } = "acct_EMULATOR00000001";

    /// <summary>The country of the account.</summary>
    /// <value>The default value is <c>BE</c>.</value>
    public string Country { get; init; } = "BE";

    /// <summary>The default currency of the account, in lower case.</summary>
    /// <value>The default value is <c>eur</c>.</value>
    public string DefaultCurrency { get; init; } = "eur";

    /// <summary>The version that answers a call which names none.</summary>
    /// <value>The default value is <c>2026-10-28.endive</c>.</value>
    public string ApiVersion { get; init; } = "2026-10-28.endive";

    /// <summary>The most elements in a list inside an object, such as an invoice's lines; the rest is at the list's <c>url</c>.</summary>
    /// <value>The default value is 10.</value>
    public int EmbeddedListSize { get; init; } = 10;

    /// <summary>How long an event is listed, by the emulator's clock. Stripe's own is 30 days.</summary>
    /// <value>The default is <see langword="null"/>: for ever, so that what was recorded long ago can be played.</value>
    public TimeSpan? EventRetention { get; init; }
}
