namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Where the hub finds its systems and its store.</summary>
internal sealed record HubSettings
{
    public required Uri OdooUrl { get; init; }

    public required string OdooDatabase { get; init; }

    public required string OdooLogin { get; init; }

    public required string OdooPassword { get; init; }

    /// <summary>Null writes step by step.</summary>
    public long? EffectActionId { get; init; }

    /// <summary>How long a lost request may still be at work in Odoo; an emulator is done at once.</summary>
    public TimeSpan ServerTimeLimit { get; init; } = TimeSpan.FromSeconds(120);

    public required string Company { get; init; }

    public required IReadOnlyDictionary<string, string> Taxes { get; init; }

    public required IReadOnlyDictionary<string, string> Products { get; init; }

    /// <summary>The journal of the payment gateway; null takes the bank's.</summary>
    public string? GatewayJournal { get; init; }

    /// <summary>The account of the gateway's fees; null where there are none.</summary>
    public string? FeeAccount { get; init; }

    /// <summary>The account that payouts arrive on; null takes the bank journal's own.</summary>
    public string? PayoutAccount { get; init; }

    public required Uri SalesforceUrl { get; init; }

    public required string SalesforceClientId { get; init; }

    public required string SalesforceClientSecret { get; init; }

    public required Uri StripeUrl { get; init; }

    public required string StripeKey { get; init; }

    public required string WebhookSecret { get; init; }

    /// <summary>The site of Chargebee that bills and collects through Stripe; null where Stripe does both.</summary>
    public ChargebeeSettings? Chargebee { get; init; }

    /// <summary>Journals in Odoo by the means of payment, for what does not go through the gateway.</summary>
    public IReadOnlyDictionary<string, string> PaymentJournals { get; init; } = new Dictionary<string, string>();

    /// <summary>The SQLite file, or a PostgreSQL connection string.</summary>
    public required string Store { get; init; }

    /// <summary>How long a fact waits for an earlier one before a person is asked.</summary>
    public TimeSpan WaitDeadline { get; init; } = TimeSpan.FromSeconds(2);

    public string? NodeName { get; init; }

    /// <summary>The port for webhooks; 0 takes a free one.</summary>
    public int Port { get; init; }
}
