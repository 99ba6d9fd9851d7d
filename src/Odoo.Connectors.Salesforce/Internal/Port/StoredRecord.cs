using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What Salesforce holds after a write; nothing where it could not be read.</summary>
internal sealed record StoredRecord(IReadOnlyDictionary<string, string?> Values)
{
    public static StoredRecord Nothing { get; } = new(new Dictionary<string, string?>());

    /// <summary>The values that become the shadow: what was stored, and what was told beside it.</summary>
    public IReadOnlyDictionary<string, string?> Agreed(WrittenRecord record) => record.Fields
        .Where(f => Values.ContainsKey(f.Key))
        .SelectMany(f => new[] { KeyValuePair.Create(f.Key, Values[f.Key]), KeyValuePair.Create(PortContext.Told(f.Key), FieldText.Of(f.Value)) })
        .Concat(record.Roles is { } roles ? [KeyValuePair.Create(PortContext.Told(nameof(record.Roles)), (string?)roles)] : Array.Empty<KeyValuePair<string, string?>>())
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>What was told and could not be read.</summary>
    public IReadOnlyList<string> Unread(WrittenRecord record) =>
        [.. record.Fields.Where(f => !Values.ContainsKey(f.Key)).SelectMany(f => new[] { f.Key, PortContext.Told(f.Key) })];

    /// <summary>The case of a value that is stored otherwise than it was told; null when there is none.</summary>
    public CaseReason? Difference(string system, WrittenRecord record) =>
        record.Fields.Where(f => Values.TryGetValue(f.Key, out string? stored) && stored != FieldText.Of(f.Value)).Select(f => f.Key).FirstOrDefault() is { } differs
            ? new CaseReason(
                ErrorKind.Validation, "status-overwritten",
                $"Salesforce '{system}' took the value of {differs} and stores another; see which automation changes it.", differs)
            : null;
}
