using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Erp;

/// <summary>Says at start what to set.</summary>
internal sealed partial class OdooErpOptionsValidator : IValidateOptions<OdooErpOptions>
{
    private static readonly string[] ContractFields = ["Version", "Status", "StartsOn", "EndsOn", "NextInvoiceOn"];

    public ValidateOptionsResult Validate(string? name, OdooErpOptions options)
    {
        List<string> faults = [];
        Need(options.Url is { IsAbsoluteUri: true }, "Url", "the address of Odoo, such as https://erp.example.com");
        Need(options.Database.Length > 0, "Database", "the name of the database");
        Need(options.Login.Length > 0, "Login", "the integration user's login");
        Need(options.Secret.Length > 0, "Secret", "the integration user's password or API key");
        Need(options.Company.Length > 0, "Company", "the name of the company that issues the documents");
        Need(TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "TimeZone", "an IANA time zone, such as Europe/Brussels");
        Need(options.SalesJournal.Length > 0 && options.BankJournal.Length > 0, "SalesJournal and BankJournal", "the codes of the two journals");
        Need(Enum.IsDefined(options.Effects), "Effects", "Auto, Action or Steps");
        Need(options.EffectActionId is null or > 0, "EffectActionId", "the id that the installer of the effect action printed");
        Need(options.GatewayJournal is not "", "GatewayJournal", "the code of a bank journal, or left out");
        foreach ((string method, string journal) in options.PaymentJournals)
        {
            Need(journal.Length > 0, $"PaymentJournals:{method}", "the code of a bank journal");
        }

        Need(options.FeeAccount is not "", "FeeAccount", "the code of an expense account, or left out");
        Need(options.PayoutAccount is not "", "PayoutAccount", "the code of an account, or left out");
        Need(options.WriteOffLimit >= 0m, "WriteOffLimit", "zero or more, in the invoice's currency");
        Need(options.WriteOffLimit == 0m || options.WriteOffAccount is { Length: > 0 }, "WriteOffAccount", "the code of the account for small rests, as WriteOffLimit is set");
        Need(options.ForcedTaxPerLine >= 0, "ForcedTaxPerLine", "zero or more minor units");
        Need(options.Feed.Streams.All(OdooStreams.All.Contains), "Feed:Streams", $"some of {string.Join(", ", OdooStreams.All)}");
        Need(options.Feed.Interval > TimeSpan.Zero && options.Feed.Interval <= TimeSpan.FromDays(1), "Feed:Interval", "more than zero and at most one day");
        Need(options.Feed.WebhookSecret is null || WebhookSecret().IsMatch(options.Feed.WebhookSecret), "Feed:WebhookSecret", "20 to 128 letters, digits, hyphens and underscores, hard to guess");
        Need(options.MaxRateAgeDays is null or >= 0, "MaxRateAgeDays", "zero or more days, or unset");
        Need(options.MatchKeys.All(k => MatchKeys.IsRule(k)), "MatchKeys", "VatNumber, Website, or a field of Odoo and one of the customer's custom fields, such as x_crm_id=CRM_Id__c");
        Need(!options.CreateProducts || options.ProductsByReference, "ProductsByReference", "true where CreateProducts is: a product that has the code already is used, not made twice");
        faults.AddRange(ReferenceEntries.Faults(name, options));
        Need(options.RoundedNetPerLine >= 0, "RoundedNetPerLine", "zero or more minor units");
        Need(options.RoundingProduct is not "", "RoundingProduct", "the internal reference of a product, or not set");
        Need(options.BadDebtProduct is not "", "BadDebtProduct", "the internal reference of a product, or not set");
        Need(options.BadDebtProduct is null || options.UncollectibleField is null, "BadDebtProduct or UncollectibleField", "set, not both: one decides what becomes of uncollectible invoices");
        Need(options.UncollectibleField is null || options.UncollectibleField.StartsWith("x_", StringComparison.Ordinal), "UncollectibleField", "a field of your own, such as x_collection");
        Need(options.StandingField is null || options.StandingField.StartsWith("x_", StringComparison.Ordinal), "StandingField", "a field of your own, such as x_standing");
        NeedBoth(options.ServiceStartField, options.ServiceEndField, "ServiceStartField", "first");
        NeedBoth(options.ServiceEndField, options.ServiceStartField, "ServiceEndField", "last");
        Need(Enum.IsDefined(options.VoidDate), "VoidDate", "DayOfVoid or DayOfInvoice");
        Need(options.ContractFields.Keys.All(k => ContractFields.Contains(k)), "ContractFields", $"by the names {string.Join(", ", ContractFields)}");
        Need(options.ContractFields.Values.All(f => f.StartsWith("x_", StringComparison.Ordinal)), "ContractFields", "fields of your own, which begin with x_");
        faults.AddRange(UsageFaults.Of(name, options));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void NeedBoth(string? field, string? other, string setting, string which) =>
            Need(field is { Length: > 0 } || (field is null && other is null), setting, $"the date field of account.move.line with the {which} day of service; set both ServiceStartField and ServiceEndField, or neither");

        void Need(bool holds, string setting, string what)
        {
            if (!holds)
            {
                faults.Add($"Systems:{name}:{setting} must be {what}.");
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{20,128}\z")]
    private static partial Regex WebhookSecret();
}
