using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>Checks the fields that are written to, and makes what is missing by the Tooling API. What is there is never changed.</summary>
internal sealed class FieldSetup(string system, SalesforceApi api, Describer describer)
{
    public async Task<IReadOnlyList<SetupFinding>> RunAsync(bool apply, CancellationToken cancellationToken)
    {
        List<SetupFinding> findings = [];
        Dictionary<string, Description> described = new(StringComparer.Ordinal);
        foreach (WrittenField field in WrittenFields.Of(api.Options))
        {
            if (!described.TryGetValue(field.Type, out Description? description))
            {
                described[field.Type] = description = await describer.ReadAsync(field.Type, cancellationToken).ConfigureAwait(false);
            }

            DescribedField? there = description.Fields!.FirstOrDefault(f => string.Equals(f.Name, field.Name, StringComparison.OrdinalIgnoreCase));
            findings.Add(there is not null ? Check(field, there)
                : apply ? await CreateAsync(field, cancellationToken).ConfigureAwait(false)
                : new SetupFinding(field.FullName, SetupState.Missing, $"make it as {Kind(field)}, or run set-up with --apply"));
        }

        return findings;
    }

    private static SetupFinding Check(WrittenField field, DescribedField there)
    {
        string? problem = !field.Fits.Contains(there.Type, StringComparer.Ordinal) ? $"it is of the type {there.Type}; it must be {Kind(field)}"
            : there.Type == "string" && there.Length < LongestOf(field) ? $"it takes {there.Length} characters; {LongestOf(field)} are needed"
            : there.Type == "picklist" && MissingLabel(field, there) is { } label ? $"its picklist has no active value '{label}'; add it, or change what is written"
            : field.Metadata.IsExternalId == true && there.IsExternalId != true ? "it is no external id; mark it as one"
            : field.Metadata.IsUnique == true && there.IsUnique != true ? "it is not unique; mark it so"
            : there.IsUpdateable == false ? "the integration user may not edit it; give it the field's edit access"
            : null;
        return problem is null ? new SetupFinding(field.FullName, SetupState.Present, "as it must be") : new SetupFinding(field.FullName, SetupState.Wrong, problem);
    }

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

    private async Task<SetupFinding> CreateAsync(WrittenField field, CancellationToken cancellationToken)
    {
        if (!field.Name.EndsWith("__c", StringComparison.Ordinal))
        {
            return new SetupFinding(field.FullName, SetupState.Missing, "it is no custom field, so it cannot be made; correct the option that names it");
        }

        try
        {
            await api.WriteAsync((writes, token) => writes.CreateFieldAsync(api.Version, new CustomField(field.FullName, field.Metadata), token), cancellationToken).ConfigureAwait(false);
        }
        catch (SalesforceException e) when (e.Code == "DUPLICATE_DEVELOPER_NAME")
        {
            return new SetupFinding(field.FullName, SetupState.Wrong, $"it is there, and the integration user of '{system}' cannot see it; give it read and edit access to the field");
        }

        return new SetupFinding(field.FullName, SetupState.Created, "give the integration user read and edit access to it, by a permission set: nobody has it yet");
    }
}
