using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A won deal as a subscription: with its prices, quantities, currency, start and term, and with its id where the feed reads it.</summary>
internal sealed class SubscriptionPlans(string system, Func<ChargebeeOptions> options, MappingTable mappings)
{
    public PlanResult Plan(Intent intent, Deal deal, Known known)
    {
        ChargebeeOptions current = options();
        if (deal.Ref.System != current.CrmSystem)
        {
            return Review(ErrorKind.Configuration, "unknown-crm", $"The deal is of '{deal.Ref.System}', and Systems:{system}:CrmSystem names another system: {current.DealField} could not be told back. Set CrmSystem to '{deal.Ref.System}'.", nameof(current.CrmSystem));
        }

        CustomerPlace customer = CustomerPlace.Of(system, deal.Customer.Ref, deal.Customer, known, current);
        bool isLinkKnown = known.TryLink(intent.Source, out RecordLink? link);
        if (!customer.IsKnown || !isLinkKnown)
        {
            return PlanResult.Needs;
        }

        if (customer.Ask is not null)
        {
            return new PlanResult.Review(customer.Ask);
        }

        if (link?.IdIn(system, RecordKinds.Contract) is { } linked)
        {
            return new PlanResult.Adopt(linked, []);
        }

        // Somebody may have made it in Chargebee, with the deal's id in it.
        bool areThereKnown = known.TryRead(new ExternalRef(system, RecordKinds.CustomerContracts, customer.Id), out CustomerContracts? there);
        (List<PricedLine> lines, CaseReason? ask) = Price(deal, known, current);
        if (known.HasNeeds || !areThereKnown)
        {
            return PlanResult.Needs;
        }

        string own = OwnId.Of(known.DocumentKey(system, EffectKinds.Contract, link?.Origin ?? intent.Source));
        Contract[] same = [.. (there?.Contracts ?? []).Where(c => c.Deal == deal.Ref && c.Ref.Id != own)];
        return same switch
        {
            [{ } only] => new PlanResult.Adopt(only.Ref.Id, []) { Found = only.Ref },
            [_, ..] => Review(ErrorKind.Conflict, "ambiguous-match", $"{same.Length} subscriptions of '{system}' ({string.Join(", ", same.Select(c => c.Ref.Id))}) hold the id of {deal.Ref}; leave it in one of them, then retry.", current.DealField),
            _ => ask is not null ? new PlanResult.Review(ask) : Send(intent, deal, customer.Id, own, lines, known, current),
        };
    }

    private (List<PricedLine> Lines, CaseReason? Ask) Price(Deal deal, Known known, ChargebeeOptions current)
    {
        List<PricedLine> lines = [];
        CaseReason? first = null;
        foreach (ProductLine line in deal.Lines)
        {
            if (known.TryRead(PriceQuestion.Of(system, line, deal.Currency, current), out PriceMatch? match))
            {
                (PricePoint? price, CaseReason? ask) = PriceChoice.Of(system, line, deal.Currency, match);
                first ??= ask;
                lines.AddRange(price is null ? [] : [new PricedLine(line, price)]);
            }
        }

        return (lines, first);
    }

    private PlanResult Send(Intent intent, Deal deal, string customer, string own, List<PricedLine> priced, Known known, ChargebeeOptions current)
    {
        Dictionary<string, string> fields = [];
        if ((DealItems.Add(deal, priced, fields, current) ?? DealTerm.Add(deal, priced, fields, known.Now, current)) is { } ask)
        {
            return new PlanResult.Review(ask);
        }

        bool isField = CustomerQuestion.IsCustomField(current.DealField);
        fields[isField ? current.DealField : "meta_data"] = isField ? deal.Ref.Id : CustomerForm.MetaData(current.DealField, deal.Ref.Id);
        if (current.AutoCollection is { } automatic)
        {
            fields["auto_collection"] = automatic ? "on" : "off";
        }

        PlannedFields planned = new(new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))), "Deal by its owner");
        return mappings.Apply(system, deal, intent.Source, planned) is { } unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"{RecordKinds.Contract}/{own}",
            Way = Ways.Subscribe,
            Payload = new PlannedWrite(customer, planned.Values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal)).ToPayload(),
            Provenance = planned.Provenance,
            Remarks = [string.Create(CultureInfo.InvariantCulture, $"{priced.Count} items of {deal.Ref} for customer {customer}")],
        });
    }

    private static PlanResult.Review Review(ErrorKind kind, string cause, string message, string? field) => new(new CaseReason(kind, cause, message, field));
}
