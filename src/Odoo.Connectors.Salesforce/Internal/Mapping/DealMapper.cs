using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>An opportunity as a deal, in any stage. Whether it is won says its stage's meaning, never the stage's label.</summary>
internal static class DealMapper
{
    public static Deal Map(string system, OpportunityDraft opportunity, SalesforceOptions options)
    {
        if (opportunity.AccountId is null)
        {
            throw FieldErrors.Invalid("AccountId", "The opportunity has no account; choose one in Salesforce.");
        }

        AccountDraft account = opportunity.Account
            ?? throw FieldErrors.Invalid("AccountId", "The opportunity's account cannot be read; give the integration user access to it, or choose another one where it was deleted.");
        account.Id ??= opportunity.AccountId;
        bool isWon = opportunity.IsClosed && opportunity.IsWon;
        Currency currency = CurrencyOf(opportunity, options);
        return new Deal
        {
            Ref = new ExternalRef(system, RecordKinds.Deal, opportunity.Id ?? throw FieldErrors.Missing("Id")),
            Customer = CustomerMapper.Map(system, account),
            Name = opportunity.Name ?? throw FieldErrors.Missing("Name"),
            IsWon = isWon,
            IsLost = opportunity.IsClosed && !opportunity.IsWon,
            Stage = opportunity.Stage,
            Amount = opportunity.Amount is { } amount ? new Money(amount, currency) : null,
            ClosedOn = opportunity.IsClosed ? opportunity.CloseDate : null,
            Currency = currency,
            StartsOn = opportunity.StartsOn,
            TermMonths = Term(opportunity.TermMonths, options),
            Lines = [.. Lines(opportunity, isWon).Select(line => LineMapper.Map(system, line))],
            Contacts = [.. opportunity.Roles.OrderByDescending(r => r.IsPrimary).Select(r => r.Contact).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new ExternalRef(system, RecordKinds.Contact, id))],
            ContactRoles = [.. opportunity.Roles.Where(r => r.Contact is not null).Select(r => new ContactRole
            {
                Contact = new ExternalRef(system, RecordKinds.Contact, r.Contact!), Role = r.Role, IsPrimary = r.IsPrimary,
            })],
            Custom = opportunity.Custom,
        };
    }

    /// <summary>What is still worked on may be unfinished: a line whose product has no code yet is left out until the deal is won.</summary>
    private static IEnumerable<LineDraft> Lines(OpportunityDraft opportunity, bool isWon) =>
        isWon ? opportunity.Lines : opportunity.Lines.Where(line => line is { ProductCode: not null, Quantity: not null, TotalPrice: not null });

    private static int? Term(long? months, SalesforceOptions options) => months switch
    {
        null => null,
        > 0 and <= 1200 => (int)months,
        _ => throw FieldErrors.Invalid(options.TermMonthsField!, $"The opportunity's {options.TermMonthsField} is no number of months from 1 to 1200; correct it in Salesforce."),
    };

    private static Currency CurrencyOf(OpportunityDraft opportunity, SalesforceOptions options)
    {
        const string Field = "CurrencyIsoCode";
        string? code = opportunity.Currency ?? options.DefaultCurrency;
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
}
