using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Erp;

/// <summary>Says at start what to set.</summary>
internal sealed class OdooErpOptionsValidator : IValidateOptions<OdooErpOptions>
{
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
        Need(options.ForcedTaxPerLine >= 0, "ForcedTaxPerLine", "zero or more minor units");
        Need(options.RoundedNetPerLine >= 0, "RoundedNetPerLine", "zero or more minor units");
        Need(options.RoundingProduct is not "", "RoundingProduct", "the internal reference of a product, or not set");
        Need(options.BadDebtProduct is not "", "BadDebtProduct", "the internal reference of a product, or not set");
        Need(options.BadDebtProduct is null || options.UncollectibleField is null, "BadDebtProduct or UncollectibleField", "set, not both: one decides what becomes of uncollectible invoices");
        Need(options.UncollectibleField is null || options.UncollectibleField.StartsWith("x_", StringComparison.Ordinal), "UncollectibleField", "a field of your own, such as x_collection");
        Need(Enum.IsDefined(options.VoidDate), "VoidDate", "DayOfVoid or DayOfInvoice");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Need(bool holds, string setting, string what)
        {
            if (!holds)
            {
                faults.Add($"Systems:{name}:{setting} must be {what}.");
            }
        }
    }
}
