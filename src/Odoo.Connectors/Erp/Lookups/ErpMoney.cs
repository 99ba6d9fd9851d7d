namespace Odoo.Connectors.Erp;

/// <summary>A journal that payments go through.</summary>
internal sealed record ErpJournal
{
    public required long Id { get; init; }

    /// <summary>The account that the journal stands for; zero where it has none.</summary>
    public required long AccountId { get; init; }

    /// <summary>The outstanding account of each inbound payment method; zero where one has none.</summary>
    public required IReadOnlyList<long> InboundIds { get; init; }

    /// <summary>The outstanding account of each outbound payment method; zero where one has none.</summary>
    public required IReadOnlyList<long> OutboundIds { get; init; }

    /// <summary>The one outstanding account of both directions; zero where they differ or have none.</summary>
    public long ClearingId => InboundIds.Concat(OutboundIds).Distinct().ToList() is [long one] ? one : 0;
}

/// <summary>How many units of a currency one unit of the company's currency is, on a day.</summary>
internal sealed record ErpExchange
{
    public required decimal Rate { get; init; }

    /// <summary>The decimals of the company's currency.</summary>
    public required int Decimals { get; init; }
}
