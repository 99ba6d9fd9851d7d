namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>Four months of one customer.</summary>
internal static class Chapters
{
    public static async Task PlayAsync(Stage stage, Office office, Night night, Action win, CancellationToken cancellationToken)
    {
        Task HappensAsync(string at, string what, Action? happens = null) => stage.HappensAsync(at, what, happens ?? (() => { }), cancellationToken);
        Billing billing = stage.Billing;

        await HappensAsync("2026-03-10T14:31", "A deal is won in Salesforce: 5 seats and onboarding, 10 % off", win);
        stage.Shows("Active");
        await HappensAsync("2026-04-10T16:00", "The first renewal is invoiced and paid; Stripe has paid out what came before");
        await HappensAsync("2026-04-25T14:31", "Upgrade to 9 seats in mid-term: credit note, invoice, the difference by card", () => billing.ChangeSeats(9));

        billing.Bank(declines: true);
        await HappensAsync("2026-05-10T16:00", "The payment of the renewal is declined");
        stage.Shows("Past Due");
        stage.Stands("PastDue", "nothing");
        billing.Bank(declines: false);
        await HappensAsync("2026-05-13T17:00", "Three days later it is tried again, and paid");
        stage.Shows("Active");
        stage.Stands("Active", "nothing");
        stage.Checks.Add(new Check("Notes on INV-4 in Odoo: why the payment failed", "1", await office.NotesAsync("oc_chargebee.invoice_INV-4", "insufficient_funds")));

        await HappensAsync("2026-05-26T02:31", "Downgrade to 7 seats in mid-term: credit note, invoice, the rest is credit", () => billing.ChangeSeats(7));
        await HappensAsync("2026-06-10T16:00", "The next renewal is paid by that credit and by card");
        await HappensAsync("2026-06-12T09:00", "One seat of it is credited and refunded", () => billing.Refund("INV-6", 4356));

        string dispute = "";
        await HappensAsync("2026-06-15T09:00", "The customer's bank disputes the payment of the upgrade", () => dispute = billing.Dispute("INV-3"));
        await night.NothingDiffersAsync("While it is disputed", cancellationToken);
        await HappensAsync("2026-06-25T09:00", "The dispute is won; its fee stays", () => billing.WinDispute(dispute));

        await HappensAsync("2026-06-26T09:00", "A workshop is invoiced, to be paid by transfer", () => billing.InvoiceOnce("workshop-EUR", 30000, transferDays: 30));
        await HappensAsync("2026-06-27T09:00", "So is a training, within two days", () => billing.InvoiceOnce("training-EUR", 12000, transferDays: 2));
        await office.BookTransferAsync("oc_chargebee.invoice_INV-7", "2026-06-27");
        await HappensAsync("2026-06-27T15:00", "The transfer for the workshop is booked in Odoo, and recorded in Chargebee");
        await HappensAsync("2026-06-28T09:00", "The subscription is cancelled at the end of its period", billing.CancelAtTermEnd);
        stage.Shows("Active");
    }

    public static async Task EndAsync(Stage stage, Office office, Night night, CancellationToken cancellationToken)
    {
        const string Training = "oc_chargebee.invoice_INV-8";
        await stage.HappensAsync("2026-07-03T09:00", "The training is four days overdue: somebody is to call the customer", () => { }, cancellationToken);
        stage.Stands("PastDue", "reminder");
        stage.Checks.Add(new Check("INV-8 in Odoo: open activities", "Call the customer", await office.ActivitiesAsync(Training)));
        await office.BookTransferAsync(Training, "2026-07-06");
        await stage.HappensAsync("2026-07-06T15:00", "It is paid by a transfer", () => { }, cancellationToken);
        stage.Stands("Active", "nothing");
        stage.Checks.Add(new Check("INV-8 in Odoo: open activities", "none", await office.ActivitiesAsync(Training)));
        await stage.HappensAsync("2026-07-10T16:00", "The subscription ends; Stripe has paid out the last payment", () => { }, cancellationToken);
        stage.Shows("Ended");
        stage.Stands("Cancelled", "nothing");
        await night.NothingDiffersAsync("The last night", cancellationToken);
    }
}
