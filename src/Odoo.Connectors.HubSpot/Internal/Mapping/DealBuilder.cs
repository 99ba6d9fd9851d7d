using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A deal as it is read.</summary>
internal sealed class DealBuilder : RecordBuilder
{
    private string? _name, _currency, _stage, _pipeline;
    private decimal? _amount;
    private DateTimeOffset? _closedAt;
    private bool? _isClosed, _isWon;

    public static FieldTable<DealBuilder> Properties(HubSpotOptions options) => WithCustom(
        WithMerged(new FieldTable<DealBuilder>("HubSpot"))
            .Field("dealname", static (ref reader, d) => d._name = Trimmed(ref reader))
            .Field("amount", static (ref reader, d) => d._amount = JsonField.Decimal(ref reader))
            .Field("deal_currency_code", static (ref reader, d) => d._currency = Trimmed(ref reader))
            .Field("dealstage", static (ref reader, d) => d._stage = Trimmed(ref reader))
            .Field("pipeline", static (ref reader, d) => d._pipeline = Trimmed(ref reader))
            .Field("closedate", static (ref reader, d) => d._closedAt = Days.MomentOf(ref reader))
            .Field("hs_is_closed", static (ref reader, d) => d._isClosed = JsonField.Flag(ref reader))
            .Field("hs_is_closed_won", static (ref reader, d) => d._isWon = JsonField.Flag(ref reader)),
        options.DealProperties);

    /// <summary>The deal; one that was read without what belongs to it needs no company.</summary>
    public Deal Build(string system, DealParts parts, HubSpotOptions options, bool isAlone = false)
    {
        bool isWon = IsWon(options);
        bool isLost = !isWon && (_isClosed ?? _stage == "closedlost");
        Currency currency = CurrencyOf(options, parts);
        List<ProductLine> lines = [.. parts.Lines.Where(l => !l.IsArchived).Select(l => l.Build(system, currency))];
        return new Deal
        {
            Ref = new ExternalRef(system, RecordKinds.Deal, RequiredId),
            Customer = parts.Company?.Build(system, parts.Contact?.Build(system, parts.Company.RequiredId)) ?? (isWon && !isAlone ? throw NoCompany(parts) : Nobody(system)),
            Name = _name ?? $"Deal {RequiredId}",
            IsWon = isWon,
            IsLost = isLost,
            Stage = _stage,
            Pipeline = _pipeline,
            ClosedOn = (isWon || isLost) && _closedAt is { } at ? Days.In(at, parts.TimeZone) : null,
            Currency = currency,
            Amount = _amount is { } amount ? new Money(amount, currency) : null,
            Lines = lines,
            StartsOn = Common(lines, l => l.StartsOn),
            TermMonths = Common(lines, l => Periods.Months(l.Term)),
            Contacts = [.. parts.Contacts.Select(id => new ExternalRef(system, RecordKinds.Contact, id))],
            Formerly = Formerly(system, RecordKinds.Deal),
            Custom = Custom,
        };
    }

    /// <summary>What all recurring lines agree on; null where they differ or one has none.</summary>
    private static T? Common<T>(List<ProductLine> lines, Func<ProductLine, T?> of)
        where T : struct
    {
        List<T?> all = [.. lines.Where(l => l.Recurrence is not null).Select(of).Distinct()];
        return all.Count == 1 ? all[0] : null;
    }

    /// <summary>Deals are made without a company and get one later: until it is won, nobody has to do anything about that.</summary>
    private static Customer Nobody(string system) => new() { Ref = new ExternalRef(system, RecordKinds.Customer, "none"), Name = "none" };

    private bool IsWon(HubSpotOptions options) =>
        _isWon == true || (options.WonStages.Count > 0 ? options.WonStages.Contains(_stage ?? "") : _isWon is null && _stage == "closedwon");

    private ConnectorException NoCompany(DealParts parts) => FieldErrors.Invalid(
        "deal_to_company",
        parts.Companies > 1
            ? $"The deal {RequiredId} has several companies and none of them is the primary one; choose it in HubSpot."
            : $"The deal {RequiredId} is won and has no company, or one that the app may not read; associate the company with it in HubSpot.");

    private Currency CurrencyOf(HubSpotOptions options, DealParts parts)
    {
        const string Field = "deal_currency_code";
        string code = _currency ?? options.DefaultCurrency ?? parts.Currency
            ?? throw FieldErrors.Invalid(Field, $"The deal {RequiredId} has no deal_currency_code; set DefaultCurrency for an account with a single currency.");
        return Currency.TryParse(code, out Currency currency)
            ? currency
            : throw FieldErrors.Invalid(Field, $"The deal_currency_code of the deal {RequiredId} is no active ISO 4217 currency; correct it in HubSpot to a code such as EUR.", code);
    }
}
