using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>
/// A document's net over what its lines are for. The ledger says how much, the source for which days. A credit note whose lines name no days takes
/// back the days of its invoice.
/// </summary>
internal static class ServiceParts
{
    /// <param name="net">The document's net, below zero of one that takes back.</param>
    /// <param name="own">What its source told of it.</param>
    /// <param name="invoice">What was told of the invoice that it takes back.</param>
    public static IReadOnlyList<ServicePart> Of(Money net, DocumentFact? own, DocumentFact? invoice)
    {
        DocumentFact? fact = own?.Until is not null ? own : invoice ?? own;
        decimal weight = fact?.Lines.Sum(l => l.Net) ?? 0m;
        return weight == 0m ? [new ServicePart(net, null, null)] : [.. Shared(net, fact!.Lines, weight)];
    }

    /// <summary>Each line by its weight: what the sum is rounded to, less what the lines before got, so that all of it is given out.</summary>
    private static IEnumerable<ServicePart> Shared(Money net, IReadOnlyList<ServiceFact> lines, decimal weight)
    {
        decimal before = 0m, weighed = 0m;
        foreach (ServiceFact line in lines)
        {
            weighed += line.Net;
            decimal until = weighed == weight ? net.Amount : new Money(net.Amount * weighed / weight, net.Currency).Rounded().Amount;
            yield return new ServicePart(new Money(until - before, net.Currency), line.From, line.To);
            before = until;
        }
    }
}
