using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The subscription of a deal, in its negotiated prices.</summary>
internal static class ContractPlans
{
    public static PlanResult Plan(PlanContext context, Intent intent, Deal deal)
    {
        if (intent.Source.System != context.Options.CrmSystem)
        {
            return PlanContext.Review(
                ErrorKind.Configuration, "deal-elsewhere",
                $"{intent.Source} is no deal of the CRM whose ids '{context.System}' keeps in metadata; set Systems:{context.System}:CrmSystem to {intent.Source.System}.",
                nameof(StripeOptions.CrmSystem));
        }

        Customer customer = intent.Customer ?? deal.Customer;
        WireCurrency currency = WireCurrency.Of(deal.Currency.Code);
        bool answered = TryPlace(context, intent.Source, customer, out string? id, out CustomerPlace? place, out PlanResult? there);
        List<PricedLine> lines = [];
        PlanResult.Review? ask = null;
        foreach (ProductLine line in deal.Lines)
        {
            answered &= LinePricing.TryPrice(context, deal, line, currency, out PricedLine? priced, out PlanResult.Review? problem);
            ask ??= problem;
            lines.AddRange(priced is null ? [] : [priced]);
        }

        return !answered ? PlanResult.Needs : there ?? ask ?? Send(context, intent, deal, customer, lines, id, place);
    }

    private static PlanResult Send(PlanContext context, Intent intent, Deal deal, Customer customer, List<PricedLine> lines, string? id, CustomerPlace? place)
    {
        PlannedFields fields = new([], nameof(Deal));
        fields.Set("currency", deal.Currency.Code.ToLowerInvariant(), nameof(Deal.Currency));
        fields.Set($"metadata[{context.Options.DealMetadataKey}]", intent.Source.Id, nameof(StripeOptions.DealMetadataKey));
        PlanResult.Review? ask = SubscriptionItems.Add(fields, deal, lines);
        if (ask is null && lines.First(l => l.Interval is not null) is { } first)
        {
            ask = SubscriptionDates.Add(fields, deal, first.Interval!, first.Count, context) ?? Collection(fields, customer, context);
        }

        if (ask is not null)
        {
            return ask;
        }

        if (context.Options.AutomaticTax)
        {
            fields.Set("automatic_tax[enabled]", "true", nameof(StripeOptions.AutomaticTax));
        }

        return context.Mappings.Apply(context.System, deal, intent.Source, fields) is { } unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"deal/{intent.Source.Id}",
            Way = Ways.Subscription,
            Payload = new PlannedWrite { Fields = PlanContext.Texts(fields), PlannedAt = context.Now, Id = id, Place = place }.ToPayload(),
            Provenance = fields.Provenance,
        });
    }

    /// <summary>How it is paid: by invoices that are due in some days, where the customer's terms or the options say so.</summary>
    private static PlanResult.Review? Collection(PlannedFields fields, Customer customer, PlanContext context)
    {
        int? days = context.Options.DaysUntilDue;
        if (customer.PaymentTerms is { Length: > 0 } terms && context.Options.PaymentTerms.Count > 0)
        {
            if (!context.Options.PaymentTerms.TryGetValue(terms, out int agreed))
            {
                return PlanContext.Review(
                    ErrorKind.Configuration, "unmapped-payment-terms",
                    $"{customer.Ref} has payment terms that '{context.System}' does not know; add their word to Systems:{context.System}:PaymentTerms with a number of days, then retry.",
                    nameof(StripeOptions.PaymentTerms));
            }

            days = agreed;
        }

        fields.Set("collection_method", days is null ? "charge_automatically" : "send_invoice", nameof(Customer.PaymentTerms));
        if (days is int due)
        {
            fields.Set("days_until_due", due.ToString(CultureInfo.InvariantCulture), nameof(Customer.PaymentTerms));
        }

        return null;
    }

    /// <summary>The customer, and the subscription of the deal where it has one already.</summary>
    /// <returns>False when it is not known yet.</returns>
    private static bool TryPlace(PlanContext context, ExternalRef deal, Customer customer, out string? id, out CustomerPlace? place, out PlanResult? there)
    {
        (place, there) = (null, null);
        if (!context.TryCustomer(customer.Ref, out id, out RecordLink? link))
        {
            return false;
        }

        if (id is null)
        {
            place = new CustomerPlace(Mark.Of(context.CustomerKey(customer.Ref, link)), customer.Email);
            return true;
        }

        if (!context.Known.TryRead(new ExternalRef(context.System, RecordKinds.CustomerContracts, id), out CustomerContracts? all))
        {
            return false;
        }

        Contract[] own = [.. (all?.Contracts ?? []).Where(c => c.Deal == deal)];
        there = own switch
        {
            [] => null,
            [Contract only] => new PlanResult.Adopt(only.Ref.Id, []) { Found = only.Ref },
            _ => PlanContext.Review(
                ErrorKind.Conflict, "several-contracts",
                $"{own.Length} subscriptions of '{context.System}' ({string.Join(", ", own.Select(c => c.Ref.Id))}) carry the id of {deal}; clear the metadata of those that are not its own, then retry.",
                $"metadata[{context.Options.DealMetadataKey}]"),
        };
        return true;
    }
}
