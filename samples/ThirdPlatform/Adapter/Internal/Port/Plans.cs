using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>What will be posted, exactly. Pure: what must be known is asked of <see cref="Known"/>.</summary>
internal static class Plans
{
    public static PlanResult Of(string system, PlainbillOptions options, Intent intent, Known known) => intent switch
    {
        { Kind: EffectKinds.Customer, Record: Customer customer } => CustomerOf(system, intent, customer, known),
        { Kind: EffectKinds.Contract, Record: Deal deal } => SubscriptionOf(system, options, intent, deal),
        _ => Review(ErrorKind.Configuration, "no-such-write", $"The system '{system}' takes customers and subscriptions; give {intent.Kind} another target.", intent.Kind),
    };

    private static PlanResult CustomerOf(string system, Intent intent, Customer customer, Known known)
    {
        bool answered = known.TryLink(intent.Source, out RecordLink? link);
        // Look before it is made: somebody may have entered it with the CRM's id.
        if (!known.TryRead(new ExternalRef(system, CustomerMatch.Kind, intent.Source.Id), out CustomerMatch? there) || !answered)
        {
            return PlanResult.Needs;
        }

        string[] claims = MatchKey.Vat(customer.VatNumber, customer.BillingAddress?.Country) is { } vat ? [$"vat:{vat}"] : [];
        return link?.IdIn(system, RecordKinds.Customer) is { } linked ? new PlanResult.Adopt(linked, claims) : (there?.Ids ?? []) switch
        {
            [var only] => new PlanResult.Adopt(only, claims),
            [] => Send(intent, Names.Customers, claims, new JsonObject
            {
                [Names.Reference] = intent.Source.Id, [Names.Name] = customer.Name, [Names.Email] = customer.Email, [Names.VatNumber] = customer.VatNumber,
                [Names.Address] = customer.BillingAddress is not { } a ? null : new JsonObject { [Names.Line1] = a.Street, [Names.City] = a.City, [Names.Zip] = a.PostalCode, [Names.Country] = a.Country },
            }),
            _ => Review(ErrorKind.Conflict, "ambiguous-match", $"{there!.Ids.Count} customers of '{system}' carry the reference of {intent.Source}; take it from all but one, then retry.", Names.Reference),
        };
    }

    private static PlanResult SubscriptionOf(string system, PlainbillOptions options, Intent intent, Deal deal)
    {
        JsonArray items = [];
        foreach (ProductLine line in deal.Lines)
        {
            if (!options.Products.TryGetValue(line.ProductCode, out string? product))
            {
                return Review(ErrorKind.Configuration, "unmapped-product", $"{deal.Ref} sells {line.ProductCode}, which is no product of '{system}'; set Systems:{system}:Products:{line.ProductCode}, then retry.", $"Products:{line.ProductCode}");
            }

            Money price = new(line.UnitPrice, deal.Currency);
            if (price.Rounded() != price)
            {
                return Review(ErrorKind.Validation, "price-not-whole", $"{deal.Ref} sells {line.ProductCode} at a part of the smallest coin, which '{system}' does not take; change the price or sell another unit.", Names.UnitPrice);
            }

            items.Add(new JsonObject { [Names.Product] = product, [Names.Quantity] = line.Quantity, [Names.UnitPrice] = price.ToMinor() });
        }

        return (deal.StartsOn ?? deal.ClosedOn) is not { } start
            ? Review(ErrorKind.Validation, "no-start", $"{deal.Ref} says neither when it starts nor when it was closed; enter a start, then retry.", Names.StartsOn)
            : Send(intent, Names.Subscriptions, [], new JsonObject
            {
                // The customer's id is not known while it is still to be made: it is looked up by the CRM's when this is sent.
                [Names.Customer] = deal.Customer.Ref.Id, [Names.Reference] = deal.Ref.Id, [Names.Currency] = deal.Currency.Code,
                [Names.StartsOn] = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [Names.Months] = deal.TermMonths, [Names.Items] = items,
            });
    }

    private static PlanResult.Send Send(Intent intent, string path, string[] claims, JsonObject body) =>
        new(new EffectPlan { Subject = $"{path}/{intent.Source}", Way = path, Payload = body.ToJsonString(), Claims = claims });

    private static PlanResult.Review Review(ErrorKind kind, string cause, string message, string field) => new(new CaseReason(kind, cause, message, field));
}
