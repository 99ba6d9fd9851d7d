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
                (EffectKinds.AccountStanding, AccountStanding standing) => Status(intent, RecordKinds.Customer, written.Of(standing), known),
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

        if (!TryOwn(intent.Source, kind, known, out string? id, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        string type = ObjectTypes.OfKind(kind)!;
        return Existing(intent, type, id!, link, values, $"{intent.Record.GetType().Name} by PropertyPrefix and StatusValues", known);
    }

    private PlanResult Customer(Intent intent, Customer customer, Known known)
    {
        if (!TryOwn(intent.Source, RecordKinds.Customer, known, out string? id, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        IReadOnlyList<string> claims = CustomerKeys.Of(customer, options().MatchKeys, options().SharedDomains);
        ExternalRef? found = null;
        CaseReason? ask = null;
        if (id is null && !TryFind(intent.Source, link, claims, known, out found, out ask))
        {
            return PlanResult.Needs;
        }

        if (ask is not null)
        {
            return new PlanResult.Review(ask);
        }

        if (found is not null && intent.Class == EffectClass.Document)
        {
            return new PlanResult.Adopt(found.Id, claims) { Found = found };
        }

        JsonObject values = PartyFields.Of(customer, options());
        const string Rule = "Customer by its owner";
        if ((id ?? found?.Id) is { } there)
        {
            return Existing(intent, ObjectTypes.Companies, there, link, values, Rule, known) with { Found = found };
        }

        PlannedFields fields = new(values, Rule);
        if (mappings.Apply(system, intent.Record, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        // Under the first name of its record: of two that turned out to be one customer, the second writes to the company of the first.
        string key = Key(link?.Origin ?? intent.Source, known);
        PlanResult.Send send = Send(Ways.Upsert, $"{RecordKinds.Customer}/{key}", new PlannedWrite(ObjectTypes.Companies, [Made(key, fields.Values)]), fields);
        return send with { Plan = send.Plan with { Claims = claims } };
    }

    /// <summary>The company that is a customer already, made by someone else; none where we made one, or where there is nothing to look by.</summary>
    /// <returns>False when it is not known yet.</returns>
    private bool TryFind(ExternalRef customer, RecordLink? link, IEnumerable<string> keys, Known known, out ExternalRef? found, out CaseReason? ask)
    {
        (found, ask) = (null, null);
        CompanyMatch? match = null;
        if (CompanyQuestion.Of(system, keys) is { } question && !known.TryRead(question, out match))
        {
            return false;
        }

        IReadOnlyList<CompanyHit> hits = match?.Hits ?? [];
        if (hits.Count == 0 || Key(link?.Origin ?? customer, known) is var key && hits.Any(h => h.Key == key))
        {
            return true;
        }

        if (hits is [{ IsAnother: false } only])
        {
            found = new ExternalRef(system, RecordKinds.Customer, only.Id);
            return true;
        }

        ask = new CaseReason(
            ErrorKind.Conflict, "ambiguous-match",
            $"{hits.Count} companies of '{system}' (ids {string.Join(", ", hits.Select(h => h.Id))}) share a VAT number, web domain or another match key with {customer} and are not surely it; link it to the right one, merge them there, or give them different values, then retry.");
        return true;
    }

    private PlanResult Contacts(Intent intent, Customer customer, Known known)
    {
        if (!TryOwn(intent.Source, RecordKinds.Customer, known, out string? company, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        ExternalRef? found = null;
        CaseReason? ask = null;
        if (company is null && !TryFind(intent.Source, link, CustomerKeys.Of(customer, options().MatchKeys, options().SharedDomains), known, out found, out ask))
        {
            return PlanResult.Needs;
        }

        if (ask is not null)
        {
            return new PlanResult.Review(ask);
        }

        Contact[] contacts = [.. customer.Contacts.Where(c => c.Ref.System != system)];
        if (contacts.Length == 0)
        {
            return new PlanResult.Nothing("no contacts of other systems");
        }

        // A company that an effect before this one makes is found when the contacts are sent.
        company ??= found?.Id;
        ExternalRef origin = link?.Origin ?? intent.Source;
        string name = company is null || origin.System == intent.Source.System ? Key(origin, known) : company;
        PlannedWrite write = new(
            ObjectTypes.Contacts, [.. contacts.Select(c => Made(Key(c.Ref, known), PartyFields.Of(c)) with { Of = c.Ref })], company ?? name, company is null ? options().IdProperty : null);
        return Send(Ways.Contacts, $"{RecordKinds.Customer}/{name}/contacts", write, new PlannedFields([], "Contact by its owner"));
    }

    private PlanResult Existing(Intent intent, string type, string id, RecordLink? link, JsonObject values, string rule, Known known)
    {
        string kind = ObjectTypes.KindOf(type)!;
        bool hasShadow = known.TryShadow(new ExternalRef(system, kind, id), out Shadow shadow);
        if (!TrySubject(intent.Source, kind, id, link, known, out string subject, out bool busy) || !hasShadow)
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

    /// <summary>
    /// The subject that keeps a record's values in order. An older value may be on its way, or in doubt, under a name that the record had
    /// before: the id that was merged into it, or our own key from when it was made. Then this one queues behind it.
    /// </summary>
    /// <returns>False when it is not known yet.</returns>
    private bool TrySubject(ExternalRef source, string kind, string id, RecordLink? link, Known known, out string subject, out bool busy)
    {
        subject = $"{kind}/{id}";
        bool answered = known.TryBusy(system, subject, out busy);
        List<string> before = [.. (link?.References ?? []).Where(r => r.System == system && r.Kind == kind && r.Id != id).Select(r => $"{kind}/{r.Id}")];
        if (source.System != system && (link?.Origin ?? source) is var origin && origin.System == source.System)
        {
            before.Add($"{kind}/{Key(origin, known)}");
        }

        foreach (string former in before)
        {
            answered &= known.TryBusy(system, former, out bool late);
            (subject, busy) = late && !busy ? (former, true) : (subject, busy);
        }

        return answered;
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
    private bool TryOwn(ExternalRef source, string kind, Known known, out string? id, out RecordLink? link)
    {
        bool isKnown = known.TryLink(source, out link);
        bool isOwn = source.System == system && link?.StateOf(source) != LinkState.Superseded;
        id = isOwn ? source.Id : link?.IdIn(system, kind) ?? (source.System == system ? source.Id : null);
        return isKnown;
    }
}
