using Odoo.Connectors.Client;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs;

#region emulator-flow
/// <summary>What a customer of the CRM still owes.</summary>
internal sealed class OpenBalance(IOdooClient odoo)
{
    public async Task<decimal> OfAsync(string crmId, CancellationToken cancellationToken)
    {
        OdooExternalId id = new("crm", crmId);
        long customer = (await odoo.LookupExternalIdsAsync([id], cancellationToken: cancellationToken))[id].Id;
        OdooDomain open = OdooDomain.Where("partner_id", "=", customer) & OdooDomain.Where("move_type", "=", "out_invoice") & OdooDomain.Where("state", "=", "posted");
        IReadOnlyList<OdooRecord> invoices = await odoo.SearchReadAsync("account.move", open, ["amount_residual"], cancellationToken: cancellationToken);
        return invoices.Sum(i => i.GetDecimal("amount_residual") ?? 0);
    }
}
#endregion

/// <summary>Stories that people play in the emulated Odoo, and what can go wrong there.</summary>
internal static class EmulatedStories
{
    public static async Task<decimal> MergedCustomersAsync(IOdooClient client, OdooEmulator odoo, CancellationToken cancellationToken)
    {
        #region emulator-scenario
        await odoo.Scenario()
            .Customer("Northpeak", externalId: "crm.acc_1")
            .Customer("Northpeak Ltd", externalId: "crm.acc_2")
            .Invoice("march", "Northpeak Ltd", price: 100m)
            .PaidByBankTransfer("march", 21m)
            .Merged("Northpeak Ltd", into: "Northpeak")
            .RunAsync(cancellationToken);

        decimal open = await new OpenBalance(client).OfAsync("acc_2", cancellationToken);
        // 100.00 and 21 % VAT, of which 21.00 were paid: 100.00, though acc_2 is gone.
        #endregion
        return open;
    }

    public static async Task<string> RetriedPaymentAsync(OdooEmulator odoo, CancellationToken cancellationToken)
    {
        #region emulator-retry
        OdooScenario story = await odoo.Scenario().Customer("Northpeak").Invoice("march", "Northpeak", 100m)
            .PaidByBankTransfer("march", payment: "first").PaymentFailed("first").RunAsync(cancellationToken);
        // … the flow sees the invoice open again …
        await story.PaidByBankTransfer("march", payment: "second").RunAsync(cancellationToken);
        long invoice = story["march"];
        #endregion
        return $"account.move {invoice}";
    }

    public static OdooEmulator Faults(TimeProvider clock)
    {
        #region emulator-faults
        OdooEmulator odoo = new(new OdooEmulatorOptions { TimeProvider = clock });

        // The first two posts lose against another transaction, and every twentieth call or so loses its reply.
        odoo.OnCall = EmulatorFaults.FirstOf(
            EmulatorFaults.Next(2, EmulatorFault.SerializationFailure, call => call.Method == "action_post"),
            EmulatorFaults.AtRandom(seed: 7, probability: 0.05, EmulatorFault.DropReply, EmulatorFault.GatewayTimeoutAfter));

        // Imports take half a minute on the test's clock; their write_date is the time at which they began.
        odoo.Latency = call => call.Method == "load" ? TimeSpan.FromSeconds(30) : TimeSpan.Zero;
        #endregion
        return odoo;
    }

    public static OdooEmulator Users(HttpMessageHandler receiver)
    {
        #region emulator-users
        OdooEmulator odoo = new(new OdooEmulatorOptions
        {
            Users = { new OdooEmulatorUser { Login = "reader@example.com", Password = "reader-1", Groups = ["account.group_account_invoice"] } },
            WebhookHandler = receiver,
        });
        #endregion
        return odoo;
    }
}
