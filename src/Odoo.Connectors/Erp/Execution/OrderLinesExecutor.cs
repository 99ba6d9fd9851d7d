using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Adds lines to a confirmed order with plain calls: looked up by external id, loaded once and all together, then compared. Odoo lets nobody
/// delete a line of a confirmed order, so that one which is not as planned is left with nothing to invoice.
/// </summary>
internal sealed class OrderLinesExecutor(string system, IOdooClient client, ErpReader reader, IFaultPoints faults)
{
    private const string Invoiced = "qty_invoiced", ToInvoice = "qty_to_invoice", Quantity = "product_uom_qty", Price = "price_unit";

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(dispatch, DocumentPlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        IReadOnlyList<DocumentPlan> plans = plan.All;
        Dictionary<string, OdooRecord> found = await FindAsync(plans, context, cancellationToken).ConfigureAwait(false);
        List<DocumentPlan> missing = [.. plans.Where(p => !found.TryGetValue(p.Key, out OdooRecord? line) || IsTakenBack(line))];
        if (missing.Count > 0)
        {
            if (await UnreadyAsync(plan, context, cancellationToken).ConfigureAwait(false) is CaseReason unready)
            {
                return ErpOutcomes.Refused(dispatch, unready);
            }

            // All lines have the same fields.
            List<LoadRows> rows = missing.ConvertAll(m => new LoadRows(m));
            OdooLoadResult loaded = await client.LoadAsync(plan.Model, rows[0].Columns, [.. rows.SelectMany(r => r.Rows)], context, cancellationToken).ConfigureAwait(false);
            if (!loaded.Succeeded)
            {
                return StepwiseExecutor.Refused(dispatch, loaded);
            }

            faults.Reached(ErpFaultPoint.LinesAdded);
            found = await FindAsync(plans, context, cancellationToken).ConfigureAwait(false);
        }

        if (plans.Select(p => Difference(p, found[p.Key])).FirstOrDefault(d => d is not null) is string difference && (missing.Count > 0 || dispatch.Attempts > 0))
        {
            await TakeBackAsync([.. found.Values.Where(l => l.GetDecimal(Invoiced) is null or 0m)], context, cancellationToken).ConfigureAwait(false);
            return ErpOutcomes.Refused(dispatch, new CaseReason(
                ErrorKind.Validation, "expectation-failed", $"Odoo bills nothing of this {dispatch.Kind}: {difference}. Its lines stay on the order with quantity 0. Correct the cause, then retry."));
        }

        return ErpOutcomes.Done(
            dispatch, system, found[plan.Key].Id, ErpOutcomes.Values(found[plan.Key], plan.Read), replayed: missing.Count == 0,
            plans.Select(p => ErpOutcomes.Differs(dispatch, p, found[p.Key])).FirstOrDefault(d => d is not null));
    }

    private async Task<Dictionary<string, OdooRecord>> FindAsync(IReadOnlyList<DocumentPlan> plans, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, string> keys = [];
        foreach (DocumentPlan plan in plans)
        {
            if (await reader.ByExternalIdAsync(plan.Key, cancellationToken).ConfigureAwait(false) is long id)
            {
                keys[id] = plan.Key;
            }
        }

        string[] fields = [.. plans[0].Expect.Select(e => e.Key).Concat(plans[0].Read).Concat([Invoiced, ToInvoice, Quantity, Price]).Distinct()];
        return keys.Count == 0 ? [] : (await client.ReadAsync(plans[0].Model, [.. keys.Keys], fields, context, cancellationToken).ConfigureAwait(false))
            .Records.ToDictionary(r => keys[r.Id], StringComparer.Ordinal);
    }

    /// <summary>What would leave a line on an order that is not invoiced is found before anything is written.</summary>
    private async Task<CaseReason?> UnreadyAsync(DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        OdooReadResult read = await client.ReadAsync("sale.order", [(long)plan.Values["order_id"]!], ["state", "currency_id"], context, cancellationToken).ConfigureAwait(false);
        JsonObject expected = new() { ["state"] = "sale", ["currency_id"] = plan.Expect["currency_id"]!.DeepClone() };
        return read.Records.Count == 0 ? new CaseReason(ErrorKind.Gone, "gone-in-odoo", "The order that these lines belong to was deleted in Odoo.")
            : Expectation.Difference(expected, read.Records[0]) is string difference
                ? new CaseReason(ErrorKind.Conflict, "changed-in-odoo", $"Odoo was given no line: of the order, {difference}. It was changed by someone else; look at it there, then retry.")
                : null;
    }

    /// <summary>Compares as the effect action does; what an invoice has taken meanwhile counts as still to be invoiced.</summary>
    private static string? Difference(DocumentPlan plan, OdooRecord line)
    {
        JsonObject expect = (JsonObject)plan.Expect.DeepClone();
        decimal due = (decimal)expect[ToInvoice]!;
        expect.Remove(ToInvoice);
        decimal found = (line.GetDecimal(ToInvoice) ?? 0m) + (line.GetDecimal(Invoiced) ?? 0m);
        return Expectation.Difference(expect, line) ?? (found == due ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ToInvoice} is {found}, expected {due}"));
    }

    private static bool IsTakenBack(OdooRecord line) => line.GetDecimal(Quantity) is 0m && line.GetDecimal(Price) is 0m;

    private async Task TakeBackAsync(IReadOnlyList<OdooRecord> lines, OdooContext context, CancellationToken cancellationToken)
    {
        foreach (OdooRecord line in lines)
        {
            await client.WriteAsync(
                OrderReader.OrderLine, [line.Id], new JsonObject { [Quantity] = 0, ["qty_delivered"] = 0, [Price] = 0 }, context, cancellationToken).ConfigureAwait(false);
        }
    }
}
