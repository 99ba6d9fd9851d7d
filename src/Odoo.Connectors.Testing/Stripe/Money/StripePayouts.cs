using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Money;

/// <summary>Pays out at midnight what is available, and arrives a day later.</summary>
internal sealed class StripePayouts
{
    private const long Day = 86_400;
    private readonly StripeWorld _world;

    public StripePayouts(StripeWorld world)
    {
        _world = world;
        if (world.Options.PayoutInterval is { } interval)
        {
            Plan(((world.Now / Day) + 1) * Day, (long)interval.TotalSeconds);
        }
    }

    /// <summary>The bank did not take a payout, also after it seemed to have arrived: the money is back.</summary>
    public void Fail(JsonObject payout)
    {
        JsonObject was = payout.Copy();
        payout["status"] = "failed";
        payout["failure_code"] = "account_closed";
        payout["failure_message"] = "The bank account has been closed.";
        payout["failure_balance_transaction"] = _world.Balance.Move("payout_failure", "payout_reversal", payout, payout.Number("amount")).Text("id");
        _world.Events.Tell("payout.failed", payout);
        _world.Events.Updated("payout.updated", payout, was);
    }

    private void Plan(long at, long interval) => _world.Agenda.At(at, () =>
    {
        foreach (IGrouping<string?, JsonObject> movements in _world.Balance.Unpaid().GroupBy(movement => movement.Text("currency")).ToArray())
        {
            PayOut(movements.Key!, [.. movements]);
        }

        Plan(at + interval, interval);
    });

    private void PayOut(string currency, JsonObject[] movements)
    {
        long amount = movements.Sum(movement => movement.Number("net"));
        if (amount <= 0)
        {
            return;
        }

        JsonObject payout = _world.New(StripeMoneyShapes.Payout, "po");
        payout["amount"] = amount;
        payout["currency"] = currency;
        payout["arrival_date"] = _world.Now + Day;
        payout["status"] = "in_transit";
        JsonObject movement = _world.Balance.Move("payout", "payout", payout, -amount, description: "STRIPE PAYOUT");
        payout["balance_transaction"] = movement.Text("id");
        _world.Objects.Track(payout);
        foreach (JsonObject paid in movements.Append(movement))
        {
            _world.Balance.PaidOut[paid.Text("id")!] = payout.Text("id")!;
        }

        _world.Events.Tell("payout.created", payout);
        _world.Agenda.At(_world.Now + Day, () => Arrive(payout));
    }

    private void Arrive(JsonObject payout)
    {
        if (payout.Text("status") != "in_transit")
        {
            return;
        }

        JsonObject was = payout.Copy();
        payout["status"] = "paid";
        payout["trace_id"] = new JsonObject { ["status"] = "supported", ["value"] = $"TRACE{payout.Text("id")}" };
        _world.Events.Tell("payout.paid", payout);
        payout["reconciliation_status"] = "completed";
        _world.Events.Updated("payout.updated", payout, was);
        _world.Events.Tell("payout.reconciliation_completed", payout);
    }
}
