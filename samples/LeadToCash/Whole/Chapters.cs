namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>Four months of one customer.</summary>
internal static class Chapters
{
    public static async Task PlayAsync(Stage stage, Action win, string vat, CancellationToken cancellationToken)
    {
        Task HappensAsync(string at, string what, Action? happens = null) => stage.HappensAsync(at, what, happens ?? (() => { }), cancellationToken);
        Billing billing = stage.Billing;

        await HappensAsync("2026-03-10T14:31", "A deal is won in Salesforce: 5 seats and onboarding, 10 % off", win);
        stage.Shows("Active");
        await HappensAsync("2026-04-10T16:00", "The first renewal is invoiced and paid");
        await HappensAsync("2026-04-25T14:31", "Upgrade to 9 seats in mid-term, invoiced at once for the rest of it", () => billing.ChangeSeats(9, invoicesNow: true));

        billing.Bank(declines: true);
        await HappensAsync("2026-05-10T16:00", "The payment of the renewal is declined");
        stage.Shows("Past Due");
        billing.Bank(declines: false);
        await HappensAsync("2026-05-13T17:00", "Three days later it is tried again, and paid");
        stage.Shows("Active");

        await HappensAsync("2026-05-26T02:31", "Downgrade to 7 seats in mid-term, credited on the next invoice", () => billing.ChangeSeats(7, invoicesNow: false));
        await HappensAsync("2026-06-10T16:00", "That invoice comes, and is paid");
        await HappensAsync("2026-06-12T09:00", "One seat of it is credited and refunded", () => billing.CreditOneSeat(5, 4356));

        string dispute = "";
        await HappensAsync("2026-06-15T09:00", "The customer's bank disputes the payment of the upgrade", () => dispute = billing.Dispute(8712));
        await HappensAsync("2026-06-25T09:00", "The dispute is won; its fee stays", () => billing.WinDispute(dispute));

        await HappensAsync("2026-06-26T09:00", "A workshop is invoiced, to be paid by transfer", () => billing.InvoiceOnce("prod_WHSHOP", 30000, vat, byTransfer: true));
        await HappensAsync("2026-06-27T09:00", "So is a training", () => billing.InvoiceOnce("prod_WHTRAIN", 12000, vat, byTransfer: true));
        await HappensAsync("2026-06-28T09:00", "The subscription is cancelled at the end of its period", billing.CancelAtPeriodEnd);
        stage.Shows("Active");
    }

    public static async Task EndAsync(Stage stage, CancellationToken cancellationToken)
    {
        await stage.HappensAsync("2026-07-10T16:00", "The subscription ends", () => { }, cancellationToken);
        stage.Shows("Ended");
    }
}
