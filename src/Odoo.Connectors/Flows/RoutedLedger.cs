using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// In which company a reconciliation expects a document: where its own record is routed and nothing before it in its chain is. The first record of a
/// chain decides for all of it, so that of documents that stand on a deal, contract or customer with routes nothing is said.
/// </summary>
internal static class RoutedLedger
{
    public static void Apply(ReconciliationOptions options, CompanyRouting? routing)
    {
        if (routing is { Systems.Count: > 0 } && !routing.Routes<Deal>() && !routing.Routes<Contract>() && !routing.Routes<Customer>())
        {
            options.LedgerOf = record => record switch
            {
                Invoice invoice when routing.Routes<Invoice>() && routing.TryRoute(invoice, invoice.Ref, out string system, out _) => system,
                Payment payment when routing.Routes<Payment>() && routing.TryRoute(payment, payment.Ref, out string system, out _) => system,
                _ => null,
            };
        }
    }
}
