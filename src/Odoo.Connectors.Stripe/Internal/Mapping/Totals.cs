using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>The totals of an invoice or credit note, as Stripe states them.</summary>
internal sealed record Totals(Money Net, TaxLine[] Taxes, Money Gross)
{
    public static Totals Read(Json document, WireCurrency currency)
    {
        RefuseShipping(document);
        Money gross = currency.Amount(document["total"]);
        TaxLine[] taxes = TaxMapping.Map(document["total_taxes"], currency);
        Money net = document["total_excluding_tax"].IntegerOrNull() is long stated
            ? currency.Amount(stated)
            : taxes.Aggregate(gross, (rest, tax) => rest - tax.Amount);
        return new Totals(net, taxes, gross);
    }

    private static void RefuseShipping(Json document)
    {
        Json cost = document["shipping_cost"];
        if ((cost["amount_total"].IntegerOrNull() ?? 0) != 0 || (cost["amount_subtotal"].IntegerOrNull() ?? 0) != 0
            || (document["amount_shipping"].IntegerOrNull() ?? 0) != 0)
        {
            throw new ConnectorException(ErrorKind.Validation, "The document charges for shipping, which stands outside its lines and is not mapped.")
            {
                Field = "shipping_cost",
            };
        }
    }
}
