using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>The kinds of things the planner looks up in Odoo.</summary>
internal static class ErpLookup
{
    public const string Setup = "lookup.setup";
    public const string Tax = "lookup.tax";
    public const string Currency = "lookup.currency";
    public const string Pricelist = "lookup.pricelist";
    public const string Product = "lookup.product";
    public const string NewProduct = "lookup.new-product";
    public const string Country = "lookup.country";
    public const string Customer = "lookup.customer";
    public const string PaymentJournal = "lookup.payment-journal";
    public const string Account = "lookup.account";
    public const string Exchange = "lookup.exchange";
    public const string Document = "lookup.document";
    public const string Order = "lookup.order";
    public const string Numbering = "lookup.numbering";
    public const string External = "lookup.external";
    public const string Adopted = "lookup.adopted";
    public const string Locks = "lookup.locks";
    public const string Subscriptions = "lookup.subscriptions";
    public const string Plan = "lookup.plan";

    /// <summary>Begins the key of a recurring plan that is looked for by its period.</summary>
    public const string Period = "period:";
    public const string Journal = "lookup.journal";
    public const string PaymentTerm = "lookup.payment-term";
    public const string FiscalPosition = "lookup.fiscal-position";
    public const string Language = "lookup.language";
    public const string State = "lookup.state";
    public const string Rate = "lookup.rate";
    public const string Taxation = "lookup.taxation";
    public const string TaxAnswer = "lookup.tax-answer";
    public const string Candidates = "lookup.candidates";

    public static ExternalRef Of(string system, string kind, string key) => new(system, kind, key);
}

/// <summary>The company and its journals.</summary>
internal sealed record ErpSetup
{
    public required long CompanyId { get; init; }

    public required long SalesJournalId { get; init; }

    public required long BankJournalId { get; init; }

    /// <summary>The currency of the company's books.</summary>
    public required long CurrencyId { get; init; }

    /// <summary>Whether taxes are rounded on each line rather than once for each rate.</summary>
    public required bool RoundsPerLine { get; init; }
}

/// <summary>A tax.</summary>
internal sealed record ErpTax
{
    public required long Id { get; init; }

    /// <summary>Percent.</summary>
    public required decimal Rate { get; init; }

    public required long GroupId { get; init; }

    public required bool PriceIncluded { get; init; }
}

/// <summary>A record that is looked up for its id alone.</summary>
internal sealed record ErpId
{
    public required long Id { get; init; }
}

/// <summary>Who in Odoo may be a customer already.</summary>
internal sealed record ErpCustomerMatch
{
    /// <summary>The partner that carries our external id, if any.</summary>
    public long? Own { get; init; }

    /// <summary>Partners that share a match key and do not carry our external id.</summary>
    public IReadOnlyList<long> Others { get; init; } = [];

    /// <summary>Partners on the same web domain with another VAT number: related, and not the same customer.</summary>
    public IReadOnlyList<long> Related { get; init; } = [];

    /// <summary>Partners that only share the e-mail address.</summary>
    public IReadOnlyList<long> Hints { get; init; } = [];

    /// <summary>Which of <see cref="Own"/>, <see cref="Others"/> and the linked partner are archived.</summary>
    public IReadOnlyList<long> Archived { get; init; } = [];

    /// <summary>Whether the partner that the identity map links is no longer there: deleted, or merged into another one.</summary>
    public bool IsLinkedGone { get; init; }
}
