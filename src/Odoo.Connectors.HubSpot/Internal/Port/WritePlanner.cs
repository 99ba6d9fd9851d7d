using System.Text.Json.Nodes;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Turns intents into writes. All values are absolute, so that sending them again does no harm.</summary>
internal sealed class WritePlanner(string system, Func<HubSpotOptions> options, MappingTable mappings)
{
    public PlanResult Plan(Intent intent, Known known)
    {
        WrittenProperties written = new(options());
        try
        {
            return (intent.Kind, intent.Record) switch
            {
                (EffectKinds.AccountStatus, ContractStatus status) => Status(intent, RecordKinds.Customer, written.Of(status), known),
                (EffectKinds.AccountSummary, AccountSummary summary) => Status(intent, RecordKinds.Customer, written.Of(summary), known),
                (EffectKinds.DealStatus, DealProgress progress) => Status(intent, RecordKinds.Deal, written.Of(progress), known),
                (EffectKinds.Customer or EffectKinds.CustomerFields, Customer customer) => Customer(intent, customer, known),
                (EffectKinds.Contacts, Customer customer) => Contacts(intent, customer, known),
                _ => Review("unknown-effect", $"HubSpot '{system}' writes statuses, customers and contacts, not '{intent.Kind}' of a {intent.Record.GetType().Name}; correct the flow."),
            };
        }
        catch (ConnectorException e)
        {
            return new PlanResult.Review(new CaseReason(e.Kind, "mixed-currencies", e.Message, e.Field));
        }
    }

    /// <summary>What was told is remembered beside what was stored: HubSpot may write it in its own way, and the same told again is no change.</summary>
    public static string Told(string field) => $"{field} as told";

    /// <summary>The value of the unique property of what is made for a record: the account behind its system, never the name we gave that.</summary>
    private static string Key(ExternalRef source, Known known) => $"{known.Account(source.System)}/{source.Kind}/{source.Id}";

    private static PlanResult.Review Review(string cause, string message, string? field = null) => new(new CaseReason(ErrorKind.Configuration, cause, message, field));

    private PlanResult Status(Intent intent, string kind, JsonObject values, Known known)
    {
        if (intent.Source.System != system || intent.Source.Kind != kind || !RecordJson.IsId(intent.Source.Id))
        {
            return Review("foreign-record", $"The source of '{intent.Kind}' is a {kind} of '{system}', not {intent.Source}; correct the flow.");
        }

        if (!TryOwn(intent.Source, kind, known, out string? id))
        {
            return PlanResult.Needs;
        }

        string type = ObjectTypes.OfKind(kind)!;
        return Existing(intent, type, id!, values, $"{intent.Record.GetType().Name} by PropertyPrefix and StatusValues", known);
    }

    private PlanResult Customer(Intent intent, Customer customer, Known known)
    {
        if (!TryOwn(intent.Source, RecordKinds.Customer, known, out string? id))
        {
            return PlanResult.Needs;
        }

        JsonObject values = PartyFields.Of(customer, options());
        const string Rule = "Customer by its owner";
        if (id is not null)
        {
            return Existing(intent, ObjectTypes.Companies, id, values, Rule, known);
        }

        PlannedFields fields = new(values, Rule);
        if (mappings.Apply(system, intent.Record, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        // Under the first name of its record: of two that turned out to be one customer, the second writes to the company of the first.
        known.TryLink(intent.Source, out RecordLink? link);
        string key = Key(link?.Origin ?? intent.Source, known);
        PlanResult.Send send = Send(Ways.Upsert, $"{RecordKinds.Customer}/{key}", new PlannedWrite(ObjectTypes.Companies, [Made(key, fields.Values)]), fields);
        return send with { Plan = send.Plan with { Claims = CustomerKeys.Of(customer, options().MatchKeys, options().SharedDomains) } };
    }

    private PlanResult Contacts(Intent intent, Customer customer, Known known)
    {
        if (!TryOwn(intent.Source, RecordKinds.Customer, known, out string? company))
        {
            return PlanResult.Needs;
        }

        if (company is null)
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Dependency, "no-company", $"{intent.Source} is not linked to a company of '{system}', which its contacts belong to; link it, or let the flow make the customer there first."));
        }

        Contact[] contacts = [.. customer.Contacts.Where(c => c.Ref.System != system)];
        if (contacts.Length == 0)
        {
            return new PlanResult.Nothing("no contacts of other systems");
        }

        PlannedWrite write = new(ObjectTypes.Contacts, [.. contacts.Select(c => Made(Key(c.Ref, known), PartyFields.Of(c)) with { Of = c.Ref })], company);
        return Send(Ways.Contacts, $"{RecordKinds.Customer}/{company}/contacts", write, new PlannedFields([], "Contact by its owner"));
    }

    private PlanResult Existing(Intent intent, string type, string id, JsonObject values, string rule, Known known)
    {
        string subject = $"{ObjectTypes.KindOf(type)}/{id}";
        bool hasShadow = known.TryShadow(new ExternalRef(system, ObjectTypes.KindOf(type)!, id), out Shadow shadow);
        bool hasBusy = known.TryBusy(system, subject, out bool busy);
        if (!hasShadow || !hasBusy)
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = new(values, rule);
        if (mappings.Apply(system, intent.Record, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        Dictionary<string, string> texts = Texts(fields.Values);
        return !busy && texts.All(v => shadow.Holds(v.Key, v.Value) || shadow.Holds(Told(v.Key), v.Value))
            ? new PlanResult.Nothing("unchanged")
            : Send(Ways.Update, subject, new PlannedWrite(type, [new PlannedRecord(id, null, texts)]), fields);
    }

    private PlannedRecord Made(string key, JsonObject values)
    {
        Dictionary<string, string> texts = Texts(values);
        texts[options().IdProperty] = key;
        return new PlannedRecord(key, options().IdProperty, texts);
    }

    private static PlanResult.Send Send(string way, string subject, PlannedWrite write, PlannedFields fields) =>
        new(new EffectPlan { Subject = subject, Way = way, Weight = write.Records.Count, Payload = write.ToPayload(), Provenance = fields.Provenance });

    private static Dictionary<string, string> Texts(JsonObject values) => values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>The record of this account that the identity map has for a record: of one that was merged away, the one that stands for it.</summary>
    private bool TryOwn(ExternalRef source, string kind, Known known, out string? id)
    {
        bool isKnown = known.TryLink(source, out RecordLink? link);
        bool isOwn = source.System == system && link?.StateOf(source) != LinkState.Superseded;
        id = isOwn ? source.Id : link?.IdIn(system, kind) ?? (source.System == system ? source.Id : null);
        return isKnown;
    }
}
