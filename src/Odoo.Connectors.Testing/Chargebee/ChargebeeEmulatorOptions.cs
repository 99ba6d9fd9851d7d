namespace Odoo.Connectors.Testing;

/// <summary>What a <see cref="ChargebeeEmulator"/> stands for.</summary>
public sealed record ChargebeeEmulatorOptions
{
    /// <summary>The name of the site; that of a test site ends in <c>-test</c>.</summary>
    /// <value>The default value is <c>emulator-test</c>.</value>
    public string Site { get; init; } = "emulator-test";

    /// <summary>The key that may read and write.</summary>
    /// <value>The default value is <c>test_emulator0000</c>.</value>
    public string ApiKey { get; init; } = "test_emulator0000";

    /// <summary>The key that may read.</summary>
    /// <value>The default value is <c>test_readonly0000</c>.</value>
    public string ReadOnlyApiKey { get; init; } = "test_readonly0000";

    /// <summary>The currency that the site reports in.</summary>
    /// <value>The default value is <c>EUR</c>.</value>
    public string BaseCurrency { get; init; } = "EUR";

    /// <summary>The taxes of the site; a customer pays those of its billing address's country and those without a country.</summary>
    /// <value>By default there are none.</value>
    public IReadOnlyList<ChargebeeTaxRate> TaxRates { get; init; } = [];

    /// <summary>Whether prices contain the tax.</summary>
    /// <value>The default value is <see langword="false"/>: tax is added.</value>
    public bool PricesIncludeTax { get; init; }

    /// <summary>What the numbers of invoices begin with.</summary>
    /// <value>The default value is <c>INV-</c>.</value>
    public string InvoicePrefix { get; init; } = "INV-";

    /// <summary>What the numbers of credit notes begin with.</summary>
    /// <value>The default value is <c>CN-</c>.</value>
    public string CreditNotePrefix { get; init; } = "CN-";

    /// <summary>How long after each failed collection the next is tried; when none is left, dunning is exhausted.</summary>
    /// <value>The default is one, three and seven days.</value>
    public IReadOnlyList<TimeSpan> DunningRetries { get; init; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7)];

    /// <summary>Whether a subscription is cancelled when dunning of its invoice is exhausted.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool CancelsUnpaid { get; init; }

    /// <summary>After how long a pending invoice is closed by the site.</summary>
    /// <value>The default is <see langword="null"/>: only by a call.</value>
    public TimeSpan? ClosesPendingAfter { get; init; }

    /// <summary>The most usages in the life of a subscription.</summary>
    /// <value>The default value is 5,000.</value>
    public int MostUsages { get; init; } = 5_000;

    /// <summary>The custom fields that Chargebee's support did not make searchable: a list that asks by one shows all, as if it had not been asked.</summary>
    /// <value>By default all are searchable.</value>
    public IReadOnlyList<string> UnsearchableFields { get; init; } = [];

    /// <summary>How long an event can be listed and read.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan EventRetention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a change is unknown to lists that ask by <c>updated_at</c>.</summary>
    /// <value>The default is none.</value>
    public TimeSpan ListDelay { get; init; }

    /// <summary>The most calls in a minute of the clock; a test site of Chargebee allows about 150.</summary>
    /// <value>The default is <see langword="null"/>: as many as come.</value>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Whether a 429 carries <c>Retry-After</c>.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool TellsRetryAfter { get; init; } = true;

    /// <summary>The id of the webhook endpoint that events name.</summary>
    /// <value>The default value is <c>whv2_EMULATOR1</c>.</value>
    public string WebhookId { get; init; } = "whv2_EMULATOR1";
}
