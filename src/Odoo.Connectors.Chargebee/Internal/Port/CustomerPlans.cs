using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A customer is there, and is as its owner has it.</summary>
internal sealed class CustomerPlans(string system, Func<ChargebeeOptions> options, MappingTable mappings)
{
    public PlanResult Plan(Intent intent, Customer customer, Known known)
    {
        ChargebeeOptions current = options();
        CustomerPlace place = CustomerPlace.Of(system, intent.Source, customer, known, current);
        if (!place.IsKnown)
        {
            return PlanResult.Needs;
        }

        if (place.Ask is not null)
        {
            return new PlanResult.Review(place.Ask);
        }

        IReadOnlyList<string> claims = CustomerKeys.Of(customer, [nameof(Customer.VatNumber), .. current.MatchKeys], []);
        if (intent.Class == EffectClass.Document && place.IsThere)
        {
            return new PlanResult.Adopt(place.Id, claims) { Found = place.Found };
        }

        PlannedFields fields = new(CustomerForm.Of(customer, place.CrmId, current), "Customer by its owner");
        if (mappings.Apply(system, customer, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        Dictionary<string, string> texts = fields.Values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal);
        return intent.Class == EffectClass.Document ? Create(place, texts, fields, claims, current) : Update(place, texts, fields, known);
    }

    /// <summary>What was told is remembered beside what was stored: Chargebee may write it in its own way, and the same told again is no change.</summary>
    public static string Told(string field) => $"{field} as told";

    private static PlanResult.Send Create(CustomerPlace place, Dictionary<string, string> texts, PlannedFields fields, IReadOnlyList<string> claims, ChargebeeOptions options)
    {
        Dictionary<string, string> given = texts.Where(t => t.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        CustomerForm.AddNew(given, place.CrmId, options);
        return new PlanResult.Send(new EffectPlan
        {
            Subject = Subject(place.Id), Way = Ways.Create, Payload = new PlannedWrite("", given).ToPayload(), Claims = claims, Provenance = fields.Provenance,
        });
    }

    private PlanResult Update(CustomerPlace place, Dictionary<string, string> texts, PlannedFields fields, Known known)
    {
        bool isBusyKnown = known.TryBusy(system, Subject(place.Id), out bool busy);
        if (!known.TryShadow(new ExternalRef(system, RecordKinds.Customer, place.Id), out Shadow shadow) || !isBusyKnown)
        {
            return PlanResult.Needs;
        }

        // The billing details and the rest are a call each: what is as agreed of one is not sent for the sake of the other.
        Dictionary<string, string> different = texts.GroupBy(t => CustomerForm.IsBilling(t.Key))
            .Where(g => busy || g.Any(t => !shadow.Holds(t.Key, t.Value) && !shadow.Holds(Told(t.Key), t.Value)))
            .SelectMany(g => g).ToDictionary(StringComparer.Ordinal);
        return different.Count == 0 ? new PlanResult.Nothing("unchanged") : new PlanResult.Send(new EffectPlan
        {
            Subject = Subject(place.Id),
            Way = Ways.Update,
            Payload = new PlannedWrite(place.Id, different).ToPayload(),
            Provenance = fields.Provenance.Where(p => different.ContainsKey(p.Key)).ToDictionary(StringComparer.Ordinal),
        })
        {
            Found = place.Found,
        };
    }

    private static string Subject(string id) => $"{RecordKinds.Customer}/{id}";
}
