using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Webhooks;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class ContractMapping
{
    public static Contract Map(References references, Json subscription)
    {
        WireCurrency currency = WireCurrency.Read(subscription["currency"]);
        DateTimeOffset? end = subscription["ended_at"].InstantOrNull() ?? subscription["cancel_at"].InstantOrNull();
        return new Contract
        {
            Ref = references.Own(RecordKinds.Contract, subscription["id"].Text()),
            Customer = references.Customer(subscription),
            Deal = references.Deal(subscription["metadata"]),
            Status = StatusOf(subscription["status"], subscription["pause_collection"]),
            Currency = currency.Currency,
            StartsOn = Day(subscription["start_date"].Instant()),
            StartsAt = subscription["start_date"].Instant(),
            EndsOn = end is null ? null : Day(end.Value),
            EndsAt = end,
            TermStartsAt = TermOf(subscription["items"])?.Start,
            RenewsAt = TermOf(subscription["items"])?.End,
            Recurrence = RecurrenceOf(subscription["items"]),
            Terms = Terms(subscription["items"], currency),
            TellsAmendments = true,
            Custom = references.Custom(subscription["metadata"]),
        };
    }

    /// <summary>The contract as an event shows it, with the amendment that the event tells of.</summary>
    public static Contract Map(References references, EventEnvelope told)
    {
        (Json subscription, Json previous, DateTimeOffset occurredAt) = (told.Object, told.Previous, told.Created);
        if (subscription["items"]["has_more"].BooleanOrFalse())
        {
            throw new ConnectorException(ErrorKind.Validation, "The event shows only the first items of the subscription; its terms are not known from it.")
            {
                Field = "items.has_more",
            };
        }

        Contract contract = Map(references, subscription);
        return ContractChanges.Of(contract, subscription, previous, occurredAt, items => Terms(items, WireCurrency.Read(subscription["currency"]))) is { } amendment
            ? contract with { Amendments = [amendment with { Event = told.Id }] }
            : contract;
    }

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <summary>All subscriptions of a customer; one that cannot be stated as terms leaves the rest as it is.</summary>
    public static CustomerContracts MapAll(References references, Json subscriptions)
    {
        List<Contract> contracts = [];
        bool complete = true;
        foreach (Json subscription in subscriptions.Elements())
        {
            try
            {
                contracts.Add(Map(references, subscription));
                complete &= !contracts[^1].Terms.Any(t => t.HasTieredPrice);
            }
            catch (ConnectorException e) when (e.Kind == ErrorKind.Validation)
            {
                complete = false;
            }
        }

        return new CustomerContracts(contracts, complete);
    }

    /// <summary>The period of the first of its items to begin another one; Stripe keeps periods by item.</summary>
    public static (DateTimeOffset? Start, DateTimeOffset End)? TermOf(Json items) => items.Object()["data"].Elements()
        .Select(i => (Start: i["current_period_start"].InstantOrNull(), End: i["current_period_end"].InstantOrNull()))
        .Where(p => p.End is not null).Select(p => ((DateTimeOffset? Start, DateTimeOffset End)?)(p.Start, p.End!.Value)).MinBy(p => p!.Value.End);

    /// <summary>The interval of all items, where they have the same.</summary>
    public static Recurrence? RecurrenceOf(Json items)
    {
        List<(string? Unit, long? Count)> intervals = [.. items.Object()["data"].Elements()
            .Select(i => i["price"].Object()["recurring"]).Select(r => (r["interval"].TextOrNull(), r["interval_count"].IntegerOrNull())).Distinct()];
        RecurrenceUnit? unit = intervals is [(string only, _)] ? only switch
        {
            "day" => RecurrenceUnit.Day,
            "week" => RecurrenceUnit.Week,
            "month" => RecurrenceUnit.Month,
            "year" => RecurrenceUnit.Year,
            _ => null,
        } : null;
        return unit is RecurrenceUnit found ? new Recurrence((int)(intervals[0].Count ?? 1), found) : null;
    }

    private static ProductLine[] Terms(Json items, WireCurrency currency) => [.. items.Object()["data"].Elements().Select(i => Term(i, currency))];

    private static ProductLine Term(Json item, WireCurrency currency)
    {
        Json price = item["price"].Object();
        string product = price["product"].Id();
        bool isTiered = price["billing_scheme"].TextOrNull() == "tiered";
        decimal unitAmount = isTiered ? 0m : price["unit_amount_decimal"].DecimalOrNull() ?? price["unit_amount"].IntegerOrNull()
            ?? throw new ConnectorException(ErrorKind.Validation, "The subscription has a price without an amount per unit; it cannot be stated as terms.")
            {
                Field = price["unit_amount_decimal"].Path,
            };
        string name = price["nickname"].TextOrNull() is { Length: > 0 } nickname ? nickname : product;
        bool isMetered = price["recurring"]["usage_type"].TextOrNull() == "metered";
        return new ProductLine
        {
            Id = item["id"].Text(),
            ProductCode = product,
            Description = isTiered ? $"{name} (price by tiers, see the invoices)" : name,
            HasTieredPrice = isTiered,
            // What is metered has no agreed quantity.
            Quantity = item["quantity_decimal"].DecimalOrNull() ?? item["quantity"].IntegerOrNull() ?? (isMetered ? 0 : item["quantity"].Integer()),
            UnitPrice = currency.Price(unitAmount),
        };
    }

    /// <summary>The status; one whose invoices are not collected for now is held, whatever Stripe calls it.</summary>
    public static ContractStatus StatusOf(Json status, Json pauseCollection) =>
        Status(status) is ContractStatus.Active or ContractStatus.PastDue or ContractStatus.Pending && !pauseCollection.IsNull ? ContractStatus.Paused : Status(status);

    private static ContractStatus Status(Json status) => status.Text() switch
    {
        "incomplete" or "trialing" => ContractStatus.Pending,
        "active" => ContractStatus.Active,
        "past_due" or "unpaid" => ContractStatus.PastDue,
        "paused" => ContractStatus.Paused,
        "canceled" or "incomplete_expired" => ContractStatus.Ended,
        string other => throw new ConnectorException(ErrorKind.Protocol, $"Stripe's subscription status '{Shown(other)}' is not known to this version.") { Field = "status" },
    };

    /// <summary>An enumeration's value may be named; anything longer may not be one.</summary>
    private static string Shown(string value) => value.Length <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') ? value : "…";
}
