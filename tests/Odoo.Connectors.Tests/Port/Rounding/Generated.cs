using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>A generated invoice: as its billing system states it, and whether it was spoilt beyond the policy on purpose.</summary>
internal sealed record Generated(Stated Stated, SoldDocument Sold, Invoice Invoice, bool IsSpoilt, bool DiffersFromOdoo)
{
    private const int SpoiltEvery = 10;

    /// <summary>Draws invoices of all three styles; those that their style alone takes beyond the policy are drawn again.</summary>
    public static IReadOnlyList<Generated> Draw(PortBench bench, int count, IReadOnlyList<Customer> customers)
    {
        List<Generated> all = [];
        Sales sales = new(20_260_301);
        while (all.Count < count)
        {
            int n = all.Count;
            SoldDocument sold = sales.Draw((RoundingStyle)(n % 3));
            decimal minor = sold.Exponent switch { 0 => 1m, 2 => 0.01m, _ => 0.001m };
            Stated stated = BillingSystem.Sum(sold);
            OdooSum odoo = OdooSum.Of(stated, sold.Exponent);
            if (!odoo.IsWithinPolicy(stated, minor))
            {
                continue;
            }

            // Two units more than a unit for each line: the line that makes up for the net total counts too.
            decimal off = (stated.All.Count() + 2) * minor;
            bool spoilt = n % SpoiltEvery == 7;
            Stated told = !spoilt ? stated : stated.Taxes.Any(t => t.Value != 0m) && n % (2 * SpoiltEvery) == 7
                ? stated with { Taxes = stated.Taxes.ToDictionary(t => t.Key, t => t.Key == stated.Taxes.MaxBy(m => m.Value).Key ? odoo.Taxes[t.Key] + off : t.Value) }
                : stated with { Net = odoo.Net + off };
            all.Add(new Generated(told, sold, Write(bench, $"in_{n.ToString(CultureInfo.InvariantCulture)}", customers[n % customers.Count], sold, told), spoilt, odoo.Differs(stated)));
        }

        return all;
    }

    private static Invoice Write(PortBench bench, string id, Customer customer, SoldDocument sold, Stated stated)
    {
        Currency currency = Currency.Parse(sold.Currency);
        Money Of(decimal amount) => new(amount, currency);
        TaxLine Tax(int rate, decimal taxed, decimal tax) => new() { RateId = $"vat{rate}", Base = Of(taxed), Amount = Of(tax), Included = sold.Included };
        return new Invoice
        {
            Ref = bench.Ref(RecordKinds.Invoice, id),
            Number = bench.Ref("", id).Id,
            Customer = customer.Ref,
            IssuedAt = Given.Noon(2026, 3, 1),
            DueAt = Given.Noon(2026, 3, 31),
            Currency = currency,
            Lines = [.. sold.Lines.Zip(stated.Lines).Select(l => new InvoiceLine
            {
                Id = "l",
                ProductCode = "seat",
                Description = "Seats",
                Quantity = l.First.Quantity,
                UnitPrice = l.Second.UnitPrice,
                Discounts = l.First.Discount == 0m ? [] : [new Discount("d", Of(l.First.Discount))],
                Net = Of(l.Second.Net),
                Taxes = [.. l.Second.Taxes.Select(t => Tax(t.Key, l.Second.Net, t.Value))],
            })],
            Discounts = stated.Discount is not StatedLine less ? [] :
                [new DocumentDiscount { Id = "c", Description = "Coupon", Net = Of(-less.Net), Taxes = [.. less.Taxes.Select(t => Tax(t.Key, -less.Net, -t.Value))] }],
            Net = Of(stated.Net),
            Taxes = [.. stated.Taxes.Select(t => Tax(t.Key, stated.Net, t.Value))],
            Gross = Of(stated.Gross),
        };
    }
}
