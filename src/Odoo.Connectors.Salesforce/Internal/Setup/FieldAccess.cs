using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Port;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>
/// Gives the integration user read and edit access to fields, by a permission set that is made and assigned where it is missing. What it holds
/// besides is left alone.
/// </summary>
internal sealed class FieldAccess(string system, SalesforceApi api, RecordReader reader)
{
    private readonly Sender _sender = new(system, api);

    /// <summary>Gives access.</summary>
    /// <returns>Why not, by the full names of the fields that it could not be given to.</returns>
    /// <exception cref="ConnectorException">Nothing could be given.</exception>
    public async Task<IReadOnlyDictionary<string, string>> GrantAsync(IReadOnlyList<WrittenField> fields, CancellationToken cancellationToken)
    {
        string user = api.User ?? throw new ConnectorException(
            ErrorKind.Configuration, $"the login of Salesforce '{system}' does not say which user it acts for; assign the permission set {api.Options.PermissionSet} by hand");
        string set = await EnsureSetAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Sent> sent = await _sender.SendAsync(await WantedAsync(set, fields, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await EnsureAssignedAsync(set, user, cancellationToken).ConfigureAwait(false);
        return fields.Zip(sent).Where(f => f.Second.Failure is not null).ToDictionary(f => f.First.FullName, f => f.Second.Failure!.Message, StringComparer.Ordinal);
    }

    private async Task<string> EnsureSetAsync(CancellationToken cancellationToken)
    {
        string name = api.Options.PermissionSet;
        return await FirstAsync($"SELECT Id FROM PermissionSet WHERE Name = '{name}' AND IsOwnedByProfile = false", cancellationToken).ConfigureAwait(false)
            ?? await MakeAsync(
                "PermissionSet",
                new JsonObject { ["Name"] = name, ["Label"] = name.Replace('_', ' '), ["Description"] = "Access to the fields that the connectors write to." },
                cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<WrittenRecord>> WantedAsync(string set, IReadOnlyList<WrittenField> fields, CancellationToken cancellationToken)
    {
        string names = string.Join(',', fields.Select(f => $"'{f.FullName}'"));
        QueryPage page = await reader.QueryAsync($"SELECT Id, Field FROM FieldPermissions WHERE ParentId = '{set}' AND Field IN ({names})", cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> there = page.Records.ToDictionary(r => Text(r, "Field"), r => new RawRecord(r).Id, StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select(f => there.TryGetValue(f.FullName, out string? id)
            ? WrittenRecord.ById("FieldPermissions", id, new JsonObject { ["PermissionsRead"] = true, ["PermissionsEdit"] = true })
            : WrittenRecord.New(
                "FieldPermissions",
                new JsonObject { ["ParentId"] = set, ["SobjectType"] = f.Type, ["Field"] = f.FullName, ["PermissionsRead"] = true, ["PermissionsEdit"] = true }))];
    }

    private async Task EnsureAssignedAsync(string set, string user, CancellationToken cancellationToken)
    {
        if (await FirstAsync($"SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '{user}' AND PermissionSetId = '{set}'", cancellationToken).ConfigureAwait(false) is null)
        {
            await MakeAsync("PermissionSetAssignment", new JsonObject { ["AssigneeId"] = user, ["PermissionSetId"] = set }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> FirstAsync(string soql, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(soql, cancellationToken).ConfigureAwait(false)).Records is [var first, ..] ? new RawRecord(first).Id : null;

    private async Task<string> MakeAsync(string type, JsonObject fields, CancellationToken cancellationToken)
    {
        Sent sent = (await _sender.SendAsync([WrittenRecord.New(type, fields)], cancellationToken).ConfigureAwait(false))[0];
        return sent.Failure is null ? sent.Id! : throw sent.Failure;
    }

    private static string Text(JsonElement record, string field) => record.TryGetProperty(field, out JsonElement value) ? value.GetString() ?? "" : "";
}
