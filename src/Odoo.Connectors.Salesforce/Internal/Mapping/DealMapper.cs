using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>An opportunity as a deal.</summary>
internal static class DealMapper
{
    public static Deal Map(string system, JsonObject opportunity, SalesforceOptions options)
    {
        if (SalesforceId.Of(opportunity, "AccountId") is null)
        {
            throw FieldErrors.Invalid("AccountId", "The opportunity has no account; choose one in Salesforce.");
        }

        JsonObject account = opportunity["Account"] as JsonObject
            ?? throw FieldErrors.Invalid("AccountId", "The opportunity's account cannot be read; give the integration user access to it.");
        bool isClosed = RecordMapper.Flag(opportunity, "IsClosed");
        return new Deal
        {
            Ref = new ExternalRef(system, RecordKinds.Deal, SalesforceId.Of(opportunity, "Id") ?? throw FieldErrors.Missing("Id")),
            Customer = CustomerMapper.Map(system, account, options),
            Name = RecordMapper.Text(opportunity, "Name") ?? throw FieldErrors.Missing("Name"),
            IsWon = isClosed && RecordMapper.Flag(opportunity, "IsWon"),
            ClosedOn = isClosed ? Moments.DateOf(opportunity, "CloseDate") : null,
            Currency = CurrencyOf(opportunity, options),
            Lines = Lines(opportunity),
            Custom = RecordMapper.Custom(opportunity, options.OpportunityCustomFields),
        };
    }

    private static Currency CurrencyOf(JsonObject opportunity, SalesforceOptions options)
    {
        const string Field = "CurrencyIsoCode";
        string? code = RecordMapper.Text(opportunity, Field) ?? options.DefaultCurrency;
        if (code is null)
        {
            throw FieldErrors.Invalid(Field, "The opportunity has no CurrencyIsoCode; set DefaultCurrency for an organisation with a single currency.");
        }

        string shown = code.Length <= 3 && code.All(char.IsAsciiLetter) ? $" '{code}'" : "";
        return Currency.TryParse(code, out Currency currency)
            ? currency
            : throw FieldErrors.Invalid(
                Field, $"The opportunity's CurrencyIsoCode{shown} is no active ISO 4217 currency; correct it in Salesforce to a code such as EUR.", code);
    }

    private static List<ProductLine> Lines(JsonObject opportunity) => opportunity["OpportunityLineItems"] switch
    {
        null => [],
        JsonObject { } lines when lines["records"] is JsonArray records =>
            [.. records.Select(line => LineMapper.Map(line as JsonObject ?? throw FieldErrors.Wrong("OpportunityLineItems", "records")))],
        _ => throw FieldErrors.Wrong("OpportunityLineItems", "records"),
    };
}
