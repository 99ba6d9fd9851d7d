using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What a plan is made with.</summary>
internal sealed class PortContext(string system, SalesforceOptions options, MappingTable mappings, OwnershipTable? ownership, Known known)
{
    public string System => system;

    public SalesforceOptions Options => options;

    public Known Known => known;

    public OwnershipTable? Ownership => ownership;

    public static PlanResult.Review Review(string cause, string message, string? field = null) => new(new CaseReason(ErrorKind.Configuration, cause, message, field));

    /// <summary>
    /// Absolute values of a record of ours: nothing is sent where all of them are agreed and nothing is under way.
    /// </summary>
    public PlanResult State(Intent intent, RecordType type, string id, JsonObject values, string rule) => State(intent, type, id, new PlannedFields(values, rule));

    public PlanResult State(Intent intent, RecordType type, string id, PlannedFields fields)
    {
        string subject = $"{type.Kind}/{id}";
        bool answered = known.TryShadow(new ExternalRef(system, type.Kind, id), out Shadow shadow);
        if (!(known.TryBusy(system, subject, out bool busy) & answered))
        {
            return PlanResult.Needs;
        }

        if (mappings.Apply(system, intent.Record, intent.Source, fields) is CaseReason unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        bool agreed = fields.Values.All(v => Holds(shadow, v.Key, v.Value));
        return fields.Values.Count == 0 ? new PlanResult.Nothing("no field of it is written")
            : agreed && !busy ? new PlanResult.Nothing("unchanged")
            : new PlanResult.Send(new EffectPlan
            {
                Subject = subject, Payload = WrittenRecord.Payload(WrittenRecord.ById(type.Name, id, fields.Values)), Provenance = fields.Provenance,
            });
    }

    /// <summary>The records of which something is not agreed; all of them where a write of theirs is under way.</summary>
    /// <returns>False when it is not known yet.</returns>
    public bool TryChanged(string subject, IReadOnlyList<WrittenRecord> records, out IReadOnlyList<WrittenRecord> changed)
    {
        bool answered = known.TryBusy(system, subject, out bool busy);
        List<WrittenRecord> differing = [];
        foreach (WrittenRecord record in records)
        {
            Shadow shadow = Shadow.Empty;
            answered &= record.Id is not { } id || known.TryShadow(new ExternalRef(system, RecordType.OfName(record.Type)!.Kind, id), out shadow);
            if (busy || record.Id is null || !record.Fields.All(f => Holds(shadow, f.Key, f.Value)) || (record.Roles is { } roles && !shadow.Holds(Told(nameof(record.Roles)), roles)))
            {
                differing.Add(record);
            }
        }

        changed = differing;
        return answered;
    }

    /// <summary>What was told is remembered beside what was stored: automation may have words of its own, and the same told again is no change.</summary>
    public static string Told(string field) => $"{field} as told";

    private static bool Holds(Shadow shadow, string field, JsonNode? value) => shadow.Holds(field, FieldText.Of(value)) || shadow.Holds(Told(field), FieldText.Of(value));
}
