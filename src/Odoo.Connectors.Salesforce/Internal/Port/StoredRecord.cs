using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What Salesforce holds after a write; nothing where it could not be read.</summary>
internal sealed record StoredRecord(IReadOnlyDictionary<string, string?> Values)
{
    public static StoredRecord Unread { get; } = new(new Dictionary<string, string?>());

    /// <summary>The outcome of a write: what was stored becomes the shadow, and what was told stands beside it.</summary>
    public Outcome Agree(Dispatch dispatch, string system, ExternalRef target, WrittenRecord record)
    {
        string[] fields = [.. record.Fields.Select(f => f.Key)];
        string[] read = [.. fields.Where(Values.ContainsKey)];
        string? differs = read.FirstOrDefault(f => Values[f] != FieldText.Of(record.Fields[f]));
        return new Outcome
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = target,
            Values = read.SelectMany(f => new[]
            {
                KeyValuePair.Create(f, Values[f]), KeyValuePair.Create(PortContext.Told(f), FieldText.Of(record.Fields[f])),
            }).ToDictionary(StringComparer.Ordinal),
            Unread = [.. fields.Except(read).SelectMany(f => new[] { f, PortContext.Told(f) })],
            Note = $"{record.Type} {target.Id}: {string.Join(", ", fields)}",
            Discrepancy = differs is null ? null : new CaseReason(
                ErrorKind.Validation, "status-overwritten",
                $"Salesforce '{system}' took the value of {differs} and stores another; see which automation changes it.", differs),
        };
    }
}
