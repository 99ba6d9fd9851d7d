using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Documents as a source states them: every amount is given, none is computed.</summary>
internal static class Bill
{
    /// <summary>A line and the taxes on it, as (rate, amount).</summary>
    public static InvoiceLine Line(string currency, decimal quantity, decimal price, decimal net, params (string Rate, decimal Tax)[] taxes) => new()
    {
        Id = "l1",
        ProductCode = "plan",
        Description = "Plan",
        Quantity = quantity,
        UnitPrice = price,
        Net = Money(net, currency),
        Taxes = [.. taxes.Select(t => Tax(currency, t.Rate, net, t.Tax))],
    };

    public static TaxLine Tax(string currency, string rate, decimal taxed, decimal tax) =>
        new() { RateId = rate, Base = Money(taxed, currency), Amount = Money(tax, currency) };

    public static Money Money(decimal amount, string currency) => new(amount, Currency.Parse(currency));

    /// <summary>An invoice with the source's totals: net, taxes as (rate, amount), gross.</summary>
    public static Invoice Invoice(
        PortBench bench, Customer customer, string id, string currency, decimal net, decimal gross, (string Rate, decimal Tax)[] taxes, params InvoiceLine[] lines) => new()
        {
            Ref = bench.Ref(RecordKinds.Invoice, id),
            Number = bench.Ref("", id).Id,
            Customer = customer.Ref,
            IssuedAt = Given.Noon(2026, 3, 1),
            DueAt = Given.Noon(2026, 3, 31),
            Currency = Currency.Parse(currency),
            Lines = lines,
            Net = Money(net, currency),
            Taxes = [.. taxes.Select(t => Tax(currency, t.Rate, net, t.Tax))],
            Gross = Money(gross, currency),
        };

    /// <summary>A credit note of an invoice, with its own totals.</summary>
    public static CreditNote CreditNote(
        PortBench bench, ExternalRef invoice, string id, decimal net, decimal gross, (string Rate, decimal Tax)[] taxes, params InvoiceLine[] lines) => new()
        {
            Ref = bench.Ref(RecordKinds.CreditNote, id),
            Number = bench.Ref("", id).Id,
            Invoice = invoice,
            IssuedAt = Given.Noon(2026, 3, 10),
            Currency = Currency.Parse("EUR"),
            Lines = lines,
            Net = Money(net, "EUR"),
            Taxes = [.. taxes.Select(t => Tax("EUR", t.Rate, net, t.Tax))],
            Gross = Money(gross, "EUR"),
        };

    /// <summary>Net, tax and gross that Odoo posted; null when it holds no such document.</summary>
    public static async Task<(string State, decimal Net, decimal Tax, decimal Gross)?> PostedAsync(PortBench bench, string kind, ExternalRef source) =>
        await bench.FindAsync(kind, source, "state", "amount_untaxed", "amount_tax", "amount_total") is JsonObject found
            ? ((string)found["state"]!, (decimal)found["amount_untaxed"]!, (decimal)found["amount_tax"]!, (decimal)found["amount_total"]!)
            : null;

    /// <summary>The tax groups that Odoo shows, by name.</summary>
    public static async Task<string> GroupsAsync(PortBench bench, ExternalRef invoice)
    {
        JsonNode totals = (await bench.FindAsync(EffectKinds.Invoice, invoice, "tax_totals"))!["tax_totals"]!;
        return string.Join(", ", totals["subtotals"]!.AsArray().SelectMany(s => s!["tax_groups"]!.AsArray())
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g!["group_name"]} {Math.Round((decimal)g["tax_amount_currency"]!, 2):0.00}")));
    }

    /// <summary>The product lines of an invoice: name, quantity and price, in order.</summary>
    public static async Task<IReadOnlyList<(string Name, decimal Quantity, decimal Price)>> LinesAsync(PortBench bench, ExternalRef invoice)
    {
        long id = (long)(await bench.FindAsync(EffectKinds.Invoice, invoice, "id"))!["id"]!;
        JsonArray lines = await bench.Odoo.SearchReadAsync(
            "account.move.line", [new JsonArray("move_id", "=", id), new JsonArray("display_type", "=", "product")], "name", "quantity", "price_unit");
        return [.. lines.OrderBy(l => (long)l!["id"]!).Select(l => ((string)l!["name"]!, (decimal)l["quantity"]!, (decimal)l["price_unit"]!))];
    }
}
