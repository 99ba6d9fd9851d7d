using System.Globalization;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// The lines, taxes and total of a document that was issued elsewhere, as the parameters of an import. Chargebee has whole numbers for prices and
/// quantities: a line that these do not come to is one of its amount. Where a line takes away, the document is one line of its net.
/// </summary>
internal static class ImportForm
{
    /// <summary>Chargebee takes 250 characters of a line's description, and 10 taxes of a line.</summary>
    private const int LongestDescription = 250, MostTaxes = 10;

    /// <returns>Why it cannot be said there; null when it can.</returns>
    public static CaseReason? Add(
        ExternalRef document, string number, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<TaxLine> taxes, Money net, Money gross, WireCurrency currency, Dictionary<string, string> fields)
    {
        bool isWhole = lines.All(l => l.Net.Amount >= 0m && l.Discounts.Count == 0 && l.Taxes.All(t => t.Amount.Amount >= 0m));
        InvoiceLine[] said = isWhole ? [.. lines] : [new InvoiceLine { Id = "", Description = number, Quantity = 1, UnitPrice = net.Amount, Net = net, Taxes = taxes }];
        fields["price_type"] = "tax_exclusive";
        fields["total"] = Wire(gross.Amount, currency) ?? "";
        for (int i = 0; i < said.Length; i++)
        {
            Line(said[i], number, i, currency, fields);
        }

        for (int i = 0; i < taxes.Count; i++)
        {
            (string name, string rate) = Parts(taxes[i]);
            fields[Row("taxes[name]", i)] = name;
            fields[Row("taxes[rate]", i)] = rate;
            fields[Row("taxes[amount]", i)] = Wire(taxes[i].Amount.Amount, currency) ?? "";
        }

        bool isSayable = gross.Amount > 0m && net.Amount >= 0m && said.All(l => l.Taxes.Count <= MostTaxes) && !fields.ContainsValue("");
        return isSayable ? null : new CaseReason(
            ErrorKind.Validation, "not-importable",
            $"{document} cannot be imported to Chargebee: it takes positive amounts of as many decimals as it has in {gross.Currency}, and {MostTaxes} taxes of a line. Enter it there by hand, then skip this.", "total");
    }

    private static void Line(InvoiceLine line, string number, int row, WireCurrency currency, Dictionary<string, string> fields)
    {
        string? unit = Wire(line.UnitPrice, currency);
        bool isProduct = unit is not null && line.Quantity > 0m && decimal.IsInteger(line.Quantity) && line.Quantity * line.UnitPrice == line.Net.Amount;
        string amount = Wire(line.Net.Amount, currency) ?? "";
        string text = line.Description.Trim() is { Length: > 0 } words ? words : number;
        fields[Row("line_items[description]", row)] = text.Length > LongestDescription ? text[..LongestDescription] : text;
        fields[Row("line_items[unit_amount]", row)] = isProduct ? unit! : amount;
        fields[Row("line_items[quantity]", row)] = isProduct ? line.Quantity.ToString("0", CultureInfo.InvariantCulture) : "1";
        fields[Row("line_items[amount]", row)] = amount;
        for (int i = 0; i < line.Taxes.Count; i++)
        {
            string tax = string.Create(CultureInfo.InvariantCulture, $"line_items[tax{i + 1}");
            fields[Row($"{tax}_name]", row)] = Parts(line.Taxes[i]).Name;
            fields[Row($"{tax}_amount]", row)] = Wire(line.Taxes[i].Amount.Amount, currency) ?? "";
        }
    }

    /// <summary>A tax is named by its name and its rate in percent.</summary>
    private static (string Name, string Rate) Parts(TaxLine tax) =>
        tax.RateId.LastIndexOf('|') is >= 0 and int at ? (tax.RateId[..at], tax.RateId[(at + 1)..]) : (tax.RateId, "");

    private static string? Wire(decimal amount, WireCurrency currency) => currency.TryWire(amount)?.ToString(CultureInfo.InvariantCulture);

    private static string Row(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}[{row}]");
}
