using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>
/// Checks the fields that are written to, makes what is missing by the Tooling API, and gives the integration user access where it has none. What
/// a field is, is never changed.
/// </summary>
internal sealed class FieldSetup(string system, SalesforceApi api, Describer describer, FieldAccess access)
{
    public async Task<IReadOnlyList<SetupFinding>> RunAsync(bool apply, CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenField> fields = WrittenFields.Of(api.Options);
        Dictionary<string, DescribedField> there = await DescribeAsync(fields, cancellationToken).ConfigureAwait(false);
        if (!apply)
        {
            return [.. fields.Select(f => FieldCheck.Of(f, there.GetValueOrDefault(f.FullName), IsMany(there, f)))];
        }

        HashSet<string> made = new(StringComparer.Ordinal);
        foreach (WrittenField field in fields.Where(f => f.IsCustom && !there.ContainsKey(f.FullName)))
        {
            if (await MakeAsync(field, cancellationToken).ConfigureAwait(false))
            {
                made.Add(field.FullName);
            }
        }

        WrittenField[] lacking = [.. fields.Where(f => there.TryGetValue(f.FullName, out DescribedField? known) ? known.IsUpdateable == false : f.IsCustom)];
        IReadOnlyDictionary<string, string> refused = await GrantAsync(lacking, cancellationToken).ConfigureAwait(false);
        Dictionary<string, DescribedField> now = lacking.Length == 0 ? there : await DescribeAsync(fields, cancellationToken).ConfigureAwait(false);
        return [.. fields.Select(f => lacking.Contains(f)
            ? Given(f, now, made.Contains(f.FullName), refused.GetValueOrDefault(f.FullName))
            : FieldCheck.Of(f, now.GetValueOrDefault(f.FullName), IsMany(now, f)))];
    }

    private async Task<Dictionary<string, DescribedField>> DescribeAsync(IReadOnlyList<WrittenField> fields, CancellationToken cancellationToken)
    {
        Dictionary<string, DescribedField> there = new(StringComparer.OrdinalIgnoreCase);
        foreach (string type in fields.Select(f => f.Type).Distinct(StringComparer.Ordinal))
        {
            foreach (DescribedField field in (await describer.ReadAsync(type, cancellationToken).ConfigureAwait(false)).Fields!)
            {
                there[$"{type}.{field.Name}"] = field;
            }
        }

        return there;
    }

    /// <summary>Makes a field.</summary>
    /// <returns>False when it is there and only hidden.</returns>
    private async Task<bool> MakeAsync(WrittenField field, CancellationToken cancellationToken)
    {
        try
        {
            await api.WriteAsync((writes, token) => writes.CreateFieldAsync(api.Version, new CustomField(field.FullName, field.Metadata), token), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SalesforceException e) when (e.Code == "DUPLICATE_DEVELOPER_NAME")
        {
            return false;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> GrantAsync(WrittenField[] fields, CancellationToken cancellationToken)
    {
        if (fields.Length == 0 || api.Options.PermissionSet.Length == 0)
        {
            return new Dictionary<string, string>();
        }

        try
        {
            return await access.GrantAsync(fields, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return fields.ToDictionary(f => f.FullName, _ => e.Message, StringComparer.Ordinal);
        }
    }

    private static bool IsMany(Dictionary<string, DescribedField> there, WrittenField field) => there.ContainsKey($"{field.Type}.CurrencyIsoCode");

    /// <summary>What is said of a field that access was given to, as it shows afterwards.</summary>
    private SetupFinding Given(WrittenField field, Dictionary<string, DescribedField> there, bool isMade, string? refusal)
    {
        DescribedField? now = there.GetValueOrDefault(field.FullName);
        if (now is null or { IsUpdateable: false })
        {
            string what = isMade ? "it was made, and" : "it is there, and";
            string may = now is null ? $"the integration user of '{system}' cannot see it" : $"the integration user of '{system}' may not edit it";
            string why = refusal is null ? "" : $" ({refusal.TrimEnd('.')})";
            return new SetupFinding(field.FullName, SetupState.Wrong, $"{what} {may}; give that user read and edit access to the field{why}");
        }

        SetupFinding check = FieldCheck.Of(field, now, IsMany(there, field));
        return check.State != SetupState.Present ? check : check with
        {
            State = SetupState.Created,
            Message = $"{(isMade ? "made, and given" : "access was given")} to the integration user by the permission set {api.Options.PermissionSet}",
        };
    }
}
