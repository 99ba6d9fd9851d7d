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

    /// <summary>How long an event is listed, by the emulator's clock; zero keeps none once it is delivered. Stripe's own is 30 days.</summary>
    /// <value>The default is <see langword="null"/>: for ever, so that what was recorded long ago can be played.</value>
    public TimeSpan? EventRetention { get; init; }

    /// <summary>A key that may read <see cref="RestrictedResources"/> and nothing else.</summary>
    /// <value>The default value is <c>rk_test_emulator0000</c>.</value>
    public string RestrictedApiKey { get; init; } = "rk_test_emulator0000";

    /// <summary>What <see cref="RestrictedApiKey"/> may read, as paths, for example <c>invoices</c>.</summary>
    /// <value>By default the account.</value>
    public IReadOnlyList<string> RestrictedResources { get; init; } = ["account"];

    /// <summary>How long after something was made a search shows it; Stripe's own is less than a minute as a rule.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan SearchDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most calls in a second of the clock; Stripe allows 25 in a sandbox and 100 in an account.</summary>
    /// <value>The default is <see langword="null"/>: as many as come.</value>
    public int? RequestsPerSecond { get; init; }

    /// <summary>How long a write with an idempotency key takes: as long another of that key is answered with 409.</summary>
    /// <value>The default is none.</value>
    public TimeSpan ExecutionTime { get; init; }

    /// <summary>How long the draft of a renewal waits before it is finalized.</summary>
    /// <value>The default is one hour, as with Stripe.</value>
    public TimeSpan FinalizesAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after each failed payment of an invoice the next is tried.</summary>
    /// <value>The default is three, five and seven days.</value>
    public IReadOnlyList<TimeSpan> PaymentRetries { get; init; } = [TimeSpan.FromDays(3), TimeSpan.FromDays(5), TimeSpan.FromDays(7)];

    /// <summary>What a subscription becomes when its invoice was tried for the last time: <c>canceled</c>, <c>unpaid</c> or <c>past_due</c>.</summary>
    /// <value>The default value is <c>canceled</c>.</value>
    public string AfterRetries { get; init; } = "canceled";

    /// <summary>The tax that <c>automatic_tax</c> finds, in percent.</summary>
    /// <value>The default value is 21.</value>
    public decimal AutomaticTaxPercentage { get; init; } = 21;

    /// <summary>The part of Stripe's fee that grows with a payment, in percent.</summary>
    /// <value>The default value is 1.5.</value>
    public decimal FeePercentage { get; init; } = 1.5m;

    /// <summary>The part of Stripe's fee that is the same for each payment, in the smallest unit of the currency.</summary>
    /// <value>The default value is 25.</value>
    public long FeeFixed { get; init; } = 25;

    /// <summary>What a dispute costs, in the smallest unit of the currency.</summary>
    /// <value>The default value is 2,000.</value>
    public long DisputeFee { get; init; } = 2_000;

    /// <summary>How long after a movement of the balance its money can be paid out.</summary>
    /// <value>The default is two days.</value>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How often what is available is paid out, first at the next midnight UTC.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? PayoutInterval { get; init; }

    /// <summary>How long a meter does not count an event that it has taken.</summary>
    /// <value>The default is none.</value>
    public TimeSpan MeterDelay { get; init; }
}
