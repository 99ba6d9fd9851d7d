using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>Whether a field takes what is written to it.</summary>
internal static class FieldCheck
{
    public static SetupFinding Of(WrittenField field, DescribedField? there, bool manyCurrencies) => there switch
    {
        null when !field.IsCustom => new SetupFinding(field.FullName, SetupState.Missing, "it is no custom field, so it cannot be made; correct the option that names it"),
        null => new SetupFinding(
            field.FullName, SetupState.Missing, $"it is not there, or the integration user may not see it: make it as {Kind(field)} and give access to it, or run set-up with --apply"),
        _ when Problem(field, there, manyCurrencies) is { } problem => new SetupFinding(field.FullName, SetupState.Wrong, problem),
        { IsUpdateable: false } => new SetupFinding(
            field.FullName, SetupState.Missing, "edit access is missing, the integration user may not edit it: give access to it, or run set-up with --apply"),
        _ => new SetupFinding(field.FullName, SetupState.Present, "as it must be"),
    };

    private static string? Problem(WrittenField field, DescribedField there, bool manyCurrencies) =>
        !field.Fits.Contains(there.Type, StringComparer.Ordinal) ? $"it is of the type {there.Type}; it must be {Kind(field)}"
        : there.Type == "currency" && manyCurrencies ? "it is of the type currency, which would show the amount in the record's currency: make it a number"
        : there.Type == "string" && there.Length < LongestOf(field) ? $"it takes {there.Length} characters; {LongestOf(field)} are needed"
        : there.Type == "picklist" && MissingLabel(field, there) is { } label ? $"its picklist has no active value '{label}'; add it, or change what is written"
        : field.Metadata.IsExternalId == true && there.IsExternalId != true ? "it is no external id; mark it as one"
        : field.Metadata.IsUnique == true && there.IsUnique != true ? "it is not unique; mark it so"
        : null;

    /// <summary>Fixed texts need as much room as the longest; others as much as the field would be made with.</summary>
    private static int LongestOf(WrittenField field) => field.Labels.Count > 0 ? field.Labels.Max(l => l.Length) : field.Length;

    private static string? MissingLabel(WrittenField field, DescribedField there) =>
        field.Labels.FirstOrDefault(label => there.Picklist?.Any(p => p.IsActive != false && p.Value == label) != true);

    private static string Kind(WrittenField field) => field.Metadata switch
    {
        { IsExternalId: true } => $"a unique text of {field.Length} that is an external id",
        { Type: "Text" } => $"a text of {field.Length}",
        { Type: "Number" } => "a number of 18 digits with 3 decimals",
        _ => "a date",
    };
}
