using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Odoo posts a payment into a period that was closed after it was planned: its entry gets a later day, and the payment keeps its own, so
/// that no expectation on the payment finds it. The entry is looked at once it is there.
/// </summary>
internal sealed class EntryDates(IOdooClient client)
{
    /// <summary>The same outcomes; where the entry of a payment stands on a later day, with a discrepancy that names both.</summary>
    public async Task<IReadOnlyList<Outcome>> VerifyAsync(
        IReadOnlyList<(Dispatch Dispatch, DocumentPlan Plan)> sent, IReadOnlyList<Outcome> outcomes, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, (Dispatch Dispatch, long Id, DateOnly Day)> payments = [];
        foreach (Outcome outcome in outcomes.Where(o => o.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed))
        {
            (Dispatch dispatch, DocumentPlan plan) = sent.First(s => s.Dispatch.Key == outcome.Key);
            if (plan.Model == "account.payment" && plan.Values["date"] is { } day)
            {
                payments[outcome.Key] = (dispatch, long.Parse(outcome.Target!.Id, CultureInfo.InvariantCulture), DateOnly.ParseExact((string)day!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }

        if (payments.Count == 0)
        {
            return outcomes;
        }

        try
        {
            IReadOnlyList<OdooRecord> entries = await client.SearchReadAsync(
                "account.move", OdooDomain.In("origin_payment_id", payments.Values.Select(p => p.Id)), ["origin_payment_id", "date"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
            ILookup<long, DateOnly?> booked = entries.ToLookup(e => e.GetReference("origin_payment_id")?.Id ?? 0, e => e.GetDate("date"));
            return
            [
                .. outcomes.Select(o => payments.TryGetValue(o.Key, out (Dispatch Dispatch, long Id, DateOnly Day) payment) && booked[payment.Id].Max() is DateOnly found && found > payment.Day
                    ? o with { Discrepancy = o.Discrepancy ?? Moved(payment.Dispatch, payment.Day, found) }
                    : o),
            ];
        }
        catch (ConnectorException e)
        {
            // Written they are, whatever kept us from looking. They are sent again, found by their keys, and looked at then.
            return [.. outcomes.Select(o => payments.TryGetValue(o.Key, out (Dispatch Dispatch, long Id, DateOnly Day) payment) 
                ? ErpOutcomes.Failed(payment.Dispatch, e) with { Status = OutcomeStatus.Unknown } : o)];
        }
    }

    private static CaseReason Moved(Dispatch dispatch, DateOnly asked, DateOnly found) => new(
        ErrorKind.PeriodLocked, "differs-in-odoo",
        string.Create(CultureInfo.InvariantCulture, $"This {dispatch.Kind} is in Odoo, but its entry is dated {found:yyyy-MM-dd}, expected {asked:yyyy-MM-dd}: a lock date was set after it was planned. Settle it there."), "date");
}
