using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans closed totals of usage as lines of the contract's order, one of the period and one of each correction, so that the next invoice
/// Odoo makes of the order bills them.
/// </summary>
internal static class UsagePlanner
{
    private static readonly string[] Fields = ["product_uom_qty", "price_unit", "price_subtotal"];

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        UsageTotal total = (UsageTotal)intent.Record;
        string meter = total.ReportedAs ?? total.Meter, setting = $"Systems:{context.System}:Usage:{meter}";
        if (!context.Options.Usage.TryGetValue(meter, out OdooUsageOptions? usage))
        {
            return Review(ErrorKind.Configuration, "unpriced-usage", $"Odoo bills nothing for the meter '{meter}'; set {setting}:Product and {setting}:Prices, or correct the meter's TargetName, then retry.", setting);
        }

        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup) & context.Known.TryLink(total.Subscription, out RecordLink? record);
        known &= context.TryProduct(usage.Product, out long product, ref problem);
        known &= context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Subscriptions, ""), out ErpSubscriptions? subscriptions);
        ExternalRef origin = record?.Origin ?? total.Subscription;
        string key = ErpKeys.ExternalId(EffectKinds.Contract, origin);
        ErpOrder? order = null;
        if (!known || !context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Order, OrderLookup.Key(key, OrderIdOf(context, total.Subscription, record))), out order))
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        if (order is null)
        {
            return Review(
                ErrorKind.NotFound, "missing-contract",
                $"Odoo has no order of {total.Subscription}, which used {total.Ref.Id}; let the contract be made there, or link its order, then retry.", "subscription");
        }

        if (order.State != "sale")
        {
            return Review(
                ErrorKind.Conflict, "contract-not-confirmed",
                $"The order of {total.Subscription} is not confirmed in Odoo (it is {order.State}), and Odoo invoices nothing of it; confirm it there, then retry, or bill {total.Ref.Id} by hand and skip this case.", "state");
        }

        if (!usage.Prices.TryGetValue(order.Currency, out IList<UsageTier>? tiers))
        {
            return Review(
                ErrorKind.Configuration, "unpriced-usage", $"The meter '{meter}' has no price in {order.Currency}, the currency of the order of {total.Subscription}; set {setting}:Prices:{order.Currency}, then retry.",
                $"{setting}:Prices:{order.Currency}");
        }

        UsagePrice price = new(usage.Tiering, tiers, Currency.Parse(order.Currency).Exponent);
        Lines lines = new(context, intent, setup.CompanyId, product, order, usage.Description ?? meter, subscriptions!.Available);
        List<DocumentPlan> plans = [];
        if (total.Quantity != 0m)
        {
            plans.Add(lines.Line(UsageKeys.Of(total), "", total.Period, price.Text(total.Quantity), price.UnitOf(total.Quantity) is decimal unit
                ? (total.Quantity, unit, price.Of(total.Quantity)) : (1m, price.Of(total.Quantity), price.Of(total.Quantity))));
        }

        foreach (UsageCorrection correction in total.Corrections)
        {
            // Odoo leaves negative quantities out of some invoices, negative prices never.
            decimal amount = price.Of(correction.Told + correction.Quantity) - price.Of(correction.Told);
            plans.Add(lines.Line(
                UsageKeys.Of(total, correction), "Correction of ", correction.Of,
                string.Create(CultureInfo.InvariantCulture, $"{correction.Told + correction.Quantity:0.#########} instead of {correction.Told:0.#########}"), (1m, amount, amount)));
        }

        if (lines.Problem is not null)
        {
            return new PlanResult.Review(lines.Problem);
        }

        decimal sum = plans.Sum(p => (decimal)p.Expect["price_subtotal"]!);
        if (sum < 0m)
        {
            return Review(
                ErrorKind.Validation, "negative-usage",
                string.Create(CultureInfo.InvariantCulture, $"Corrections of earlier periods take back more than was used: {sum} {order.Currency} would be billed for {total.Ref.Id}. Credit it by hand, then skip this case."), "quantity");
        }

        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"contract/{origin}",
            Payload = plans[0].With(plans.Skip(1)).ToString(),
            Way = context.Way,
            Remarks = [string.Create(CultureInfo.InvariantCulture, $"{sum} {order.Currency} for {total.Billable:0.#########} of {meter}, {total.Corrections.Count} corrections of earlier periods in it")],
            Provenance = lines.Provenance,
        });
    }

    /// <summary>The order's own id, where the subscription is one of this Odoo or the identity map tells.</summary>
    private static string? OrderIdOf(PlanContext context, ExternalRef subscription, RecordLink? record) =>
        record?.IdIn(context.System, RecordKinds.Contract) ?? (subscription.System == context.System ? subscription.Id : null);

    private static PlanResult.Review Review(ErrorKind kind, string cause, string message, string field) => new(new CaseReason(kind, cause, message, field));

    private sealed class Lines(PlanContext context, Intent intent, long company, long product, ErpOrder order, string what, bool mayRecur)
    {
        public CaseReason? Problem { get; private set; }

        public Dictionary<string, string> Provenance { get; } = new(StringComparer.Ordinal);

        public DocumentPlan Line(string key, string prefix, UsagePeriod period, string how, (decimal Quantity, decimal Price, decimal Amount) priced)
        {
            DocumentPlan line = new(key, OrderReader.OrderLine) { Company = company, Read = Fields };
            line.Values["order_id"] = order.Id;
            line.Values["product_id"] = product;
            line.Values["name"] = $"{prefix}{what}, {Days(period)}: {how}";
            line.Values["product_uom_qty"] = priced.Quantity;

            // A product that is invoiced as delivered is delivered with this.
            line.Values["qty_delivered"] = priced.Quantity;
            line.Values["price_unit"] = priced.Price;
            line.Values["discount"] = 0m;
            PlannedFields fields = new(line.Values, $"metered usage of {intent.Source}");
            Problem ??= context.Map(intent, fields);
            foreach ((string field, string rule) in fields.Provenance)
            {
                Provenance[field] = rule;
            }

            line.Expect["state"] = "sale";
            line.Expect["currency_id"] = order.CurrencyId;
            line.Expect["price_subtotal"] = priced.Amount;
            line.Expect["qty_to_invoice"] = priced.Quantity;
            if (mayRecur)
            {
                line.Expect["recurring_invoice"] = false;
            }

            line.ExpectAfter["price_subtotal"] = priced.Amount;
            return line;
        }

        private string Days(UsagePeriod period)
        {
            DateOnly first = context.Day(period.Start), last = context.Day(period.End.AddTicks(-1));
            return first == last ? PlanContext.Text(first) : $"{PlanContext.Text(first)} to {PlanContext.Text(last)}";
        }
    }
}
