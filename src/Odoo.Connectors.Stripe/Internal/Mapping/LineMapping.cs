using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>Lines of invoices and credit notes.</summary>
internal static class LineMapping
{
    public static InvoiceLine[] OfInvoice(Json lines, WireCurrency currency) => [.. Complete(lines).Select(line =>
    {
        Json pricing = line["pricing"];
        return Map(line, currency, ProductOf(line), pricing["unit_amount_decimal"].DecimalOrNull());
    })];

    public static InvoiceLine[] OfCreditNote(Json lines, WireCurrency currency, Func<string, string?> productOfInvoiceLine) => [.. Complete(lines).Select(line =>
    {
        string? product = line["invoice_line_item"].IdOrNull() is string id ? productOfInvoiceLine(id) : null;
        return Map(line, currency, product, line["unit_amount_decimal"].DecimalOrNull() ?? line["unit_amount"].IntegerOrNull());
    })];

    public static string? ProductOf(Json line) => line["pricing"]["price_details"]["product"].IdOrNull();

    private static IReadOnlyList<Json> Complete(Json lines) => lines.Object()["has_more"].BooleanOrFalse()
        ? throw new ConnectorException(ErrorKind.Protocol, "The document's lines are not complete.") { Field = lines["has_more"].Path }
        : lines["data"].Elements();

    private static InvoiceLine Map(Json line, WireCurrency currency, string? product, decimal? unitAmount)
    {
        string id = line["id"].Text();
        Money amount = currency.Amount(line["amount"]);
        decimal quantity = line["quantity_decimal"].DecimalOrNull() ?? line["quantity"].IntegerOrNull() ?? 1m;
        Discount[] discounts = [.. line["discount_amounts"].Elements().Select(d => new Discount(d["discount"].Id(), currency.Amount(d["amount"])))];
        TaxLine[] taxes = TaxMapping.Map(line["taxes"], currency);
        Money net = discounts.Aggregate(amount, (rest, discount) => rest - discount.Amount);
        net = taxes.Where(t => t.Included).Aggregate(net, (rest, tax) => rest - tax.Amount);
        (DateOnly? from, DateOnly? to) = Service(line["period"]);
        return new InvoiceLine
        {
            Id = id,
            ProductCode = product,
            Description = line["description"].TextOrNull() is { Length: > 0 } text ? text : product ?? id,
            Quantity = quantity,
            UnitPrice = unitAmount is decimal minor ? currency.Price(minor) : quantity == 0 ? 0 : amount.Amount / quantity,
            Discounts = discounts,
            Net = net,
            Taxes = taxes,
            ServiceFrom = from,
            ServiceTo = to,
        };
    }

    /// <summary>A one-off item has a period that ends when it starts.</summary>
    private static (DateOnly? From, DateOnly? To) Service(Json period) =>
        period["start"].InstantOrNull() is { } start && period["end"].InstantOrNull() is { } end && start < end
            ? (ContractMapping.Day(start), ContractMapping.Day(end))
            : (null, null);
}
