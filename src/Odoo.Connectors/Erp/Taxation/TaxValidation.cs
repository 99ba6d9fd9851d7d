using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Before a contract is made: whether what its invoices will be taxed at can be booked. A tax engine of the host's says which rates they
/// bear; without one, Odoo's fiscal positions say which of its taxes would stand on an order of that customer.
/// </summary>
internal static class TaxValidation
{
    // What is asked is part of a key in the store: a question of more products is several.
    private const int MostProducts = 20;

    /// <returns>False when something must be read first.</returns>
    public static bool TryCheck(
        PlanContext context, Customer customer, Currency currency, DateOnly? startsOn, IReadOnlyList<ProductLine> lines, List<string> remarks, ref CaseReason? problem)
    {
        if (!context.Options.ValidateTaxes)
        {
            return true;
        }

        TaxedProduct[] products = [.. lines.GroupBy(l => l.ProductCode, StringComparer.Ordinal).Select(g => new TaxedProduct(g.Key, g.Sum(l => l.Quantity * l.UnitPrice)))];
        bool known = true;
        foreach (TaxedProduct[] some in products.Chunk(MostProducts))
        {
            known &= context.HasTaxSource
                ? TryEngine(context, Question(context, customer, currency, startsOn, some), customer, remarks, ref problem)
                : TryOdoo(context, customer, some, remarks, ref problem);
        }

        return known;
    }

    private static TaxQuestion Question(PlanContext context, Customer customer, Currency currency, DateOnly? startsOn, TaxedProduct[] products) => new()
    {
        System = context.System,
        Country = customer.BillingAddress?.Country,
        State = customer.BillingAddress?.State,
        PostalCode = customer.BillingAddress?.PostalCode,
        City = customer.BillingAddress?.City,
        VatNumber = customer.VatNumber,
        IsCompany = customer.IsCompany,
        TaxTreatment = customer.TaxTreatment,
        Currency = currency.Code,
        Day = startsOn ?? context.DocumentDay,
        Products = products,
    };

    private static bool TryEngine(PlanContext context, TaxQuestion question, Customer customer, List<string> remarks, ref CaseReason? problem)
    {
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.TaxAnswer, JsonSerializer.Serialize(question, ErpJson.Default.TaxQuestion)), out TaxAnswer? answer))
        {
            return false;
        }

        if (answer!.Refusal is string code)
        {
            problem ??= new CaseReason(
                ErrorKind.Validation, "tax-refused", $"The tax source refuses to tax what {customer.Ref} buys ('{code}'): correct the customer at its source, then retry.", "TaxTreatment");
            return true;
        }

        bool known = true;
        foreach (TaxedProduct product in question.Products)
        {
            if (!answer.Rates.TryGetValue(product.Code, out IReadOnlyList<string>? rates))
            {
                problem ??= new CaseReason(
                    ErrorKind.Configuration, "tax-unknown", $"The tax source says nothing about the product '{product.Code}': add it there, then retry.", "ProductCode");
                continue;
            }

            foreach (string rate in rates)
            {
                known &= context.TryTax(rate, out _, ref problem);
            }

            remarks.Add($"{product.Code} will be taxed at {Names(rates)}, as the tax source says");
        }

        return known;
    }

    private static bool TryOdoo(PlanContext context, Customer customer, TaxedProduct[] products, List<string> remarks, ref CaseReason? problem)
    {
        bool known = TryBooked(context, out HashSet<long> booked);
        long position = 0;
        if (customer.TaxTreatment is { Length: > 0 } treatment)
        {
            known &= MappedReference.TryId(
                context, ReferenceTable.FiscalPositions, treatment, use => ErpLookup.Of(context.System, ErpLookup.FiscalPosition, use), out position, ref problem);
        }

        Dictionary<long, string> codes = [];
        foreach (TaxedProduct product in products)
        {
            known &= context.TryProduct(product.Code, out long id, ref problem);
            codes[id] = product.Code;
        }

        // A product that is about to be made has the company's own taxes, which nothing is known of yet.
        codes.Remove(0);
        if (!known || problem is not null || codes.Count == 0)
        {
            return known;
        }

        ErpTaxQuestion question = new()
        {
            Country = customer.BillingAddress?.Country,
            State = customer.BillingAddress?.State,
            PostalCode = customer.BillingAddress?.PostalCode,
            HasVat = VatNumbers.Normal(customer.VatNumber, customer.BillingAddress?.Country) is not null,
            Position = position == 0 ? null : position,
            Products = [.. codes.Keys.Order()],
        };
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Taxation, JsonSerializer.Serialize(question, ErpJson.Default.ErpTaxQuestion)), out ErpTaxation? found))
        {
            return false;
        }

        string by = found!.Position is string name ? $"the fiscal position '{name}'" : "no fiscal position";
        foreach ((long id, string code) in codes.OrderBy(c => c.Value, StringComparer.Ordinal))
        {
            ErpProductTax[] bears = [.. found.Taxes.Where(t => t.Product == id)];
            if (bears.FirstOrDefault(t => !booked.Contains(t.Tax)) is ErpProductTax other)
            {
                problem ??= new CaseReason(
                    ErrorKind.Configuration, "tax-not-mapped",
                    $"By {by} of {customer.Ref} the product '{code}' bears Odoo's tax '{other.Name}' (id {other.Tax}), which no rate of Systems:{context.System}:Taxes becomes: its invoices could not be booked. "
                    + "Map the rate that billing charges there, or state the customer's tax treatment, then retry.",
                    $"Systems:{context.System}:Taxes");
            }

            remarks.Add($"{code} will be taxed at {Names(bears.Select(t => t.Name))}, by {by}");
        }

        return true;
    }

    /// <summary>The taxes of Odoo that a rate of the sources becomes, on whatever day.</summary>
    private static bool TryBooked(PlanContext context, out HashSet<long> booked)
    {
        booked = [];
        bool known = true;
        foreach (string use in ReferenceEntries.All(context.Options, ReferenceTable.Taxes).Select(t => t.Use).Distinct(StringComparer.Ordinal))
        {
            known &= context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Tax, use), out ErpTax? tax);
            booked.Add(tax?.Id ?? 0);
        }

        return known;
    }

    private static string Names(IEnumerable<string> rates) => string.Join(" and ", rates.Select(r => $"'{r}'").DefaultIfEmpty("nothing"));
}
