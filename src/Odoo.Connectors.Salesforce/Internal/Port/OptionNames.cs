namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Which option names a field that is written, for a person to correct it.</summary>
internal static class OptionNames
{
    public static string Of(SalesforceOptions options, string? field) =>
        Is(options.BillingStatusField, field) ? $"{nameof(options.BillingStatusField)} or {nameof(options.StatusValues)}"
        : options.SummaryFields.Values.Any(f => Is(f, field)) ? nameof(options.SummaryFields)
        : options.DealFields.Values.Any(f => Is(f, field)) ? $"{nameof(options.DealFields)} or {nameof(options.StatusValues)}"
        : Is(options.ExternalIdField, field) ? nameof(options.ExternalIdField)
        : Is(options.VatField, field) ? nameof(options.VatField)
        : "the mapping";

    private static bool Is(string? name, string? field) => field is not null && string.Equals(name, field, StringComparison.OrdinalIgnoreCase);
}
