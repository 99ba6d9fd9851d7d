using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>An invoice of 121.00, due on 20 April, that is paid and open again; and what the deal that it bills is told of it.</summary>
public sealed class CollectionsCourseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The bank takes the money back: the customer is reminded again, and its contract is paused and resumed once more.</summary>
    [Fact]
    public async Task Invoice_OpenAgainAfterItWasPaid_BeginsItsNextCourse()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        await OnDaysAsync(world, 3, 20);
        world.Standing(ContractStatus.Paused);
        await OwesAsync(world, 0m, 22);
        world.Standing(ContractStatus.Active);
        await OwesAsync(world, 121m, 23);
        await OnDaysAsync(world, 24);
        world.Standing(ContractStatus.Paused);
        await OwesAsync(world, 0m, 26);
        await OnDaysAsync(world, 27);

        Assert.Equal(["reminder", "suspend", "reminder", "suspend"], CollectionsHub.Written(world.Hub.Ledger).Where(w => w is "reminder" or "suspend"));
        Assert.Equal(
            [EffectKinds.ContractPause, EffectKinds.ContractResumption, EffectKinds.ContractPause, EffectKinds.ContractResumption], CollectionsHub.Written(world.Hub.Platform));
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Crm)[^1]);
        await world.Hub.AssertNoCasesAsync();
    }

    /// <summary>The invoice bills deal 006: the deal shows its number, why it could not be collected and the steps, and nothing of it once it is paid.</summary>
    [Fact]
    public async Task Deal_OfAnInvoiceThatIsDunned_ShowsFailureAndStepUntilItIsPaid()
    {
        await using CollectionsHub world = await BilledAsync();
        PaymentAttempt attempt = new()
        {
            Ref = MoneyRecords.Ref(RecordKinds.PaymentAttempt, "at_1"), Customer = MoneyRecords.Billed, Invoice = MoneyRecords.InvoiceRef, Amount = MoneyRecords.Eur(121m),
            FailedAt = new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero), Code = "insufficient_funds", AttemptNumber = 1,
        };
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.PaymentFailed, attempt.Ref, "cus_1", attempt));
        Assert.Equal(("N-in_1", "insufficient_funds", new DateOnly(2026, 4, 20), 1, null), Shown(world));
        await OnDaysAsync(world, 2, 3);
        Assert.Equal(("N-in_1", "insufficient_funds", new DateOnly(2026, 4, 20), 1, "reminder"), Shown(world));
        await OnDaysAsync(world, 20);
        Assert.Equal("suspend", Shown(world).Step);

        // The contract tells of itself: the rest stays.
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.ContractChanged, MoneyRecords.Subscription, "cus_1"));
        Assert.Equal(("N-in_1", "insufficient_funds", new DateOnly(2026, 4, 20), 1, "suspend"), Shown(world));

        world.Hub.Platform.Records[MoneyRecords.InvoiceRef] = MoneyRecords.Invoice() with { IsPaid = true };
        world.Hub.Platform.Records[MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments }] = new InvoicePayments([MoneyRecords.Payment()]);
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.InvoicePaid, MoneyRecords.InvoiceRef, "cus_1"));
        await OwesAsync(world, 0m, 22);
        Assert.Equal(("N-in_1", null, null, null, ""), Shown(world));
        Assert.Equal(DocumentState.Paid, Progress(world).InvoiceState);
    }

    [Fact]
    public async Task Deal_WhoseInvoicesNothingFailedOf_IsToldNothingOfIt()
    {
        await using CollectionsHub world = await BilledAsync();
        Assert.Equal(("N-in_1", null, null, null, null), Shown(world));
        Assert.Null(Progress(world).CollectionFailure);
        await OnDaysAsync(world, 1);
        Assert.Null(Progress(world).DunningStep);
    }

    private static DealProgress Progress(CollectionsHub world) => (DealProgress)world.Hub.Crm.Done.Last(i => i.Kind == EffectKinds.DealStatus).Record;

    private static (string? Invoice, string? Code, DateOnly? On, int? Attempt, string? Step) Shown(CollectionsHub world) => Progress(world) is var deal
        ? (deal.InvoiceNumber, deal.CollectionFailure?.Code, deal.CollectionFailure?.FailedOn, deal.CollectionFailure?.AttemptNumber, deal.DunningStep) : default;

    /// <summary>Invoice 12 of the ledger is in_1 of billing, of the subscription that came from deal 006.</summary>
    private static async Task<CollectionsHub> BilledAsync()
    {
        CollectionsHub world = await CollectionsHub.StartAsync(more: b => b.Services.Configure<LeadToCashOptions>(o => o.DealStatuses = true));
        await world.Hub.BillAsync();
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, MoneyRecords.Billed.Id));
        await world.Hub.Services.GetRequiredService<IIdentityOperations>().LinkAsync(CollectionsHub.Document, MoneyRecords.InvoiceRef, "tester", cancellationToken: Cancel);
        return world;
    }

    private static async Task OwesAsync(CollectionsHub world, decimal open, int day)
    {
        world.Books.Items["12"] = ("7", open, new DateOnly(2026, 4, 20));
        await world.OnDayAsync(day);
    }

    private static async Task OnDaysAsync(CollectionsHub world, params int[] days)
    {
        foreach (int day in days)
        {
            await world.OnDayAsync(day);
        }
    }
}
