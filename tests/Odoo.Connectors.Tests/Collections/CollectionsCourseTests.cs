using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Billing;
using Odoo.Connectors.Tests.Port;

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

        await PaidAsync(world);
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

    /// <summary>An attempt fails while nothing is overdue: the account is past due at the next look, and active again once it was made good.</summary>
    [Fact]
    public async Task Standing_OfACustomerWhoOwesNothingOverdue_FollowsItsFailedAttempts()
    {
        await using CollectionsHub world = await BilledAsync();
        world.Books.Items.Clear();
        Assert.Equal(0, await world.OnDayAsync(0));
        PaymentAttempt attempt = new()
        {
            Ref = MoneyRecords.Ref(RecordKinds.PaymentAttempt, "at_1"), Customer = MoneyRecords.Billed, Invoice = MoneyRecords.InvoiceRef, Amount = MoneyRecords.Eur(121m),
            FailedAt = new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero), Code = "insufficient_funds", AttemptNumber = 1,
        };
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.PaymentFailed, attempt.Ref, "cus_1", attempt));
        Assert.Equal(1, await world.OnDayAsync(0));
        Assert.Equal(0, await world.OnDayAsync(0));
        Assert.Equal("PastDue/", CollectionsHub.Written(world.Hub.Crm).Last(w => w.Contains('/')));

        await PaidAsync(world);
        Assert.Equal(1, await world.OnDayAsync(0));
        Assert.Equal(0, await world.OnDayAsync(0));
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Crm).Last(w => w.Contains('/')));
    }

    /// <summary>Odoo and billing refuse what the step asks for, and take it when the case is retried; what was written is not written again.</summary>
    [Fact]
    public async Task Step_WhoseEffectsAreRefused_IsWrittenWhenItsCaseIsRetried()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        await OnDaysAsync(world, 3);
        world.Hub.Platform.Fault = i => i.Kind == EffectKinds.ContractPause ? WriteFault.Refused : WriteFault.None;
        await OnDaysAsync(world, 20);
        Assert.Empty(world.Hub.Platform.Done);
        world.Hub.Platform.Fault = _ => WriteFault.None;
        await world.Hub.Hub.Cases.RetryAsync(Assert.Single(await world.Hub.CasesAsync()).Id, "anna", Cancel);
        await world.Hub.DrainAsync();
        Assert.Equal([EffectKinds.ContractPause], CollectionsHub.Written(world.Hub.Platform));
        Assert.Equal(["reminder", "suspend"], CollectionsHub.Written(world.Hub.Ledger).Where(w => w is "reminder" or "suspend"));
        await world.Hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Activity_OfAStep_IsMadeOnceAndDoneOnceTheInvoiceIsSettled()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync(
            configure: o => o.Steps[0].Activity = new DunningActivity { User = "anna", Summary = "Call", DueInDays = 1 });
        await OnDaysAsync(world, 3, 4, 20);
        await OwesAsync(world, 0m, 22);
        await OwesAsync(world, 121m, 23);

        Intent[] acts = [.. world.Hub.Ledger.Done.Where(i => i.Kind is EffectKinds.Activity or EffectKinds.ActivityDone)];
        Assert.Equal(
            [(EffectKinds.Activity, "dunning/reminder"), (EffectKinds.ActivityDone, "dunning/reminder"), (EffectKinds.Activity, "dunning/reminder/2")],
            acts.Select(a => (a.Kind, a.Discriminator!)));
        LedgerActivity made = (LedgerActivity)acts[0].Record;
        Assert.Equal((CollectionsHub.Document, "anna", "Call", new DateOnly(2026, 4, 24)), (made.On, made.User, made.Summary, made.DueOn));
    }

    /// <summary>The process ends at each point at which a telling may be lost or doubled: the host hears of each step, under one key.</summary>
    [Fact]
    public async Task Publisher_OfSteps_IsToldEachOnceUnderItsOwnKey()
    {
        foreach (string? point in (string?[])[null, FaultPoint.BeforeDecided, FaultPoint.Decided, FaultPoint.Sending, FaultPoint.Answered])
        {
            PublishedSteps told = new();
            using Crash crash = new();
            await using CollectionsHub world = await CollectionsHub.StartAsync(crash, more: b =>
            {
                b.Services.AddSingleton(told);
                b.PublishDunning<PublishedSteps>();
            });
            world.SetDay(3);
            if (point is not null)
            {
                crash.At(point, crash.Hits.GetValueOrDefault(point) + 1);
            }

            try
            {
                await world.Collections.ReviewAsync(crash.Token);
                await world.Hub.Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
            }
            catch (OperationCanceledException) when (crash.Happened)
            {
                await world.Hub.RestartAsync();
            }

            Assert.Equal(point is not null, crash.Happened);
            await OnDaysAsync(world, 3, 4, 20);
            Assert.Equal(["reminder", "suspend"], told.Steps.DistinctBy(s => s.Key).Select(s => s.Notice.Step));
            Assert.Equal(2, told.Steps.Select(s => s.Notice.Step).Distinct().Count());
            DunningNotice first = told.Steps[0].Notice;
            Assert.Equal(
                (CollectionsHub.Partner, MoneyRecords.Crm, CollectionsHub.Document, MoneyRecords.Eur(121m), new DateOnly(2026, 4, 20), 3, 1),
                (first.Customer, first.Account, first.Invoice, first.Open, first.DueOn, first.DaysOverdue, first.Course));
            await world.Hub.AssertNoCasesAsync();
        }
    }

    [Fact]
    public async Task Publisher_ThatThrowsOrRefuses_IsToldAgainUnderTheSameKeyOrIsACase()
    {
        PublishedSteps told = new() { Failures = new([new InvalidOperationException("jan.peeters@kanaal.example"), new ConnectorException(ErrorKind.Validation, "The customer has no address; enter one, then retry.")]) };
        await using CollectionsHub world = await CollectionsHub.StartAsync(more: b =>
        {
            b.Services.AddSingleton(told);
            b.PublishDunning<PublishedSteps>();
        });
        await OnDaysAsync(world, 3);
        CaseInfo refused = Assert.Single(await world.Hub.CasesAsync());
        Assert.Equal("refused-by-rule", refused.Reason.Cause);
        await world.Hub.Hub.Cases.RetryAsync(refused.Id, "anna", Cancel);
        await world.Hub.DrainAsync();
        Assert.Equal(3, told.Steps.Count);
        Assert.Single(told.Steps.Select(s => s.Key).Distinct());
        await world.Hub.AssertNoCasesAsync();
    }

    private sealed class PublishedSteps : IDunningPublisher
    {
        public List<(DunningNotice Notice, string Key)> Steps { get; } = [];

        public Queue<Exception> Failures { get; init; } = [];

        public Task PublishAsync(DunningNotice notice, string key, CancellationToken cancellationToken)
        {
            Steps.Add((notice, key));
            return Failures.TryDequeue(out Exception? failure) ? Task.FromException(failure) : Task.CompletedTask;
        }
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

    private static async Task PaidAsync(CollectionsHub world)
    {
        world.Hub.Platform.Records[MoneyRecords.InvoiceRef] = MoneyRecords.Invoice() with { IsPaid = true };
        world.Hub.Platform.Records[MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments }] = new InvoicePayments([MoneyRecords.Payment()]);
        await world.Hub.HearAsync(world.Hub.Platform.Tell(ChangeKinds.InvoicePaid, MoneyRecords.InvoiceRef, "cus_1"));
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
