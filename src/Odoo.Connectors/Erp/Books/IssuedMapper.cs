using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A document that people issued in Odoo in the words of the model. Pure.</summary>
internal static class IssuedMapper
{
    public static object Map(string system, IssuedRow row)
    {
        Currency currency = BookMapper.CurrencyOf(row.Currency);
        ExternalRef reference = BookMapper.DocumentRef(system, row.Type, row.Id);
        IReadOnlyList<InvoiceLine> lines = Lines(row, currency);
        TaxLine[] taxes = [.. row.Taxes.Where(t => t.Amount != 0m).Select(t => new TaxLine
        {
            RateId = RateId(t), Base = new Money(row.Lines.Where(l => Bears(row, l, t)).Sum(l => l.Net), currency), Amount = new Money(t.Amount, currency),
        })];
        DateTimeOffset at = Noon(row.IssuedOn) ?? throw new ConnectorException(ErrorKind.Protocol, $"{reference} is posted in Odoo and has no date.") { Field = "invoice_date" };
        return row.Type == "out_refund"
            ? new CreditNote
            {
                Ref = reference, Number = row.Name ?? "", IssuedAt = at, Currency = currency, Lines = lines, Net = new Money(row.Net, currency), Taxes = taxes, Gross = new Money(row.Total, currency),
                Invoice = new ExternalRef(system, RecordKinds.Invoice, row.Reverses?.ToString(CultureInfo.InvariantCulture) ?? ""),
            }
            : new Invoice
            {
                Ref = reference, Number = row.Name ?? "", IssuedAt = at, DueAt = Noon(row.DueOn), Currency = currency, Lines = lines, Net = new Money(row.Net, currency), Taxes = taxes,
                Gross = new Money(row.Total, currency), Customer = BookMapper.CustomerRef(system, row.Customer),
            };
    }

    /// <summary>Odoo rounds a tax on the document or on each line: what the document says of it is shared out to the cent, the last line takes what is left.</summary>
    private static InvoiceLine[] Lines(IssuedRow row, Currency currency)
    {
        Dictionary<long, List<TaxLine>> shares = row.Lines.ToDictionary(l => l.Id, _ => new List<TaxLine>());
        foreach (IssuedTaxRow tax in row.Taxes.Where(t => t.Amount != 0m))
        {
            IssuedLineRow[] bearers = [.. row.Lines.Where(l => Bears(row, l, tax))];
            decimal all = bearers.Sum(l => l.Net), left = tax.Amount;
            for (int i = 0; i < bearers.Length; i++)
            {
                decimal share = i == bearers.Length - 1 ? left
                    : all == 0m ? 0m : Math.Round(tax.Amount * bearers[i].Net / all, currency.Exponent, MidpointRounding.AwayFromZero);
                left -= share;
                shares[bearers[i].Id].Add(new TaxLine { RateId = RateId(tax), Base = new Money(bearers[i].Net, currency), Amount = new Money(share, currency) });
            }
        }

        return [.. row.Lines.Select(l => new InvoiceLine
        {
            Id = l.Id.ToString(CultureInfo.InvariantCulture), Description = l.Text, Quantity = l.Quantity, UnitPrice = l.Price, Net = new Money(l.Net, currency), Taxes = shares[l.Id],
            ServiceFrom = l.From, ServiceTo = l.To,
        })];
    }

    /// <summary>The lines that name the tax; of a part of a group of taxes, which no line names, those that are taxed at all.</summary>
    private static bool Bears(IssuedRow row, IssuedLineRow line, IssuedTaxRow tax) =>
        row.Lines.Any(l => l.Taxes.Contains(tax.Id)) ? line.Taxes.Contains(tax.Id) : line.Taxes.Count > 0 || row.Lines.All(l => l.Taxes.Count == 0);

    private static string RateId(IssuedTaxRow tax) => string.Create(CultureInfo.InvariantCulture, $"{tax.Name}|{tax.Rate:0.######}");

    /// <summary>Noon is of that day nearly everywhere.</summary>
    private static DateTimeOffset? Noon(DateOnly? day) => day is { } on ? new DateTimeOffset(on.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : null;
}
