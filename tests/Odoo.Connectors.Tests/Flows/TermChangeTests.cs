using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>Terms that are made longer, begun early or taken back, what an invoice brings of them, and what the deal is told.</summary>
public sealed class TermChangeTests
{
    private static readonly DateTimeOffset s_first = Day(9, 1);

    /// <summary>A month from the 1st; on the 11th a new one begins, to the 11th of October.</summary>
    [Fact]
    public void NewTerm_BeforeTheOldOneWasOver_IsAnEarlyRenewal()
    {
        FlowBench bench = Told();
        Amendment change = Only(Tell(bench, Contract(2, 5m, Day(9, 11), Day(10, 11))));
        Assert.Equal((AmendmentKind.EarlyRenewal, Day(9, 11)), (change.Kind, change.EffectiveAt));
        Assert.Equal((Day(10, 1), Day(10, 11)), (change.TermEndsAtBefore, change.TermEndsAtAfter));
    }

    [Fact]
    public void NewTerm_EarlyAndToldAsARenewal_IsToldOnce()
    {
        Contract told = Contract(2, 7m, Day(9, 11), Day(10, 11));
        Amendment renewal = new() { Kind = AmendmentKind.Renewal, EffectiveOn = new DateOnly(2026, 9, 11), Before = told.Terms, Terms = told.Terms, Event = "ev_2" };
        Amendment change = Only(Tell(Told(), told with { Amendments = [renewal] }));
        Assert.Equal((AmendmentKind.EarlyRenewal, 5m, 7m, "ev_2"), (change.Kind, change.Before[0].Quantity, change.Terms[0].Quantity, change.Event));
    }

    [Fact]
    public void NewTerm_AfterTheOldOne_IsNoneByItself() => Assert.Empty(Tell(Told(), Contract(2, 5m, Day(10, 1), Day(11, 1))));

    [Fact]
    public void SameTerm_WithALaterEnd_IsAnExtension()
    {
        Amendment change = Only(Tell(Told(), Contract(2, 5m, s_first, Day(10, 20))));
        Assert.Equal((AmendmentKind.Extension, Day(10, 1), Day(10, 20)), (Erp.AmendmentText.KindOf(change), change.TermEndsAtBefore, change.TermEndsAtAfter));
    }

    /// <summary>A yearly plan begins a term of its own: more was bought, and nothing was renewed early.</summary>
    [Fact]
    public void NewTerm_OfAnotherLength_IsTheNewPlan()
    {
        Contract yearly = Contract(2, 5m, Day(9, 11), Day(10, 11));
        yearly = yearly with { Terms = [yearly.Terms[0] with { UnitPrice = 300m, Recurrence = new Recurrence(1, RecurrenceUnit.Year) }] };
        Amendment change = Only(Tell(Told(), yearly));
        Assert.Equal((null, AmendmentKind.Price), (change.Kind, Erp.AmendmentText.KindOf(change)));
    }

    [Fact]
    public void NewTerm_AfterAPause_IsNoRenewal()
    {
        FlowBench bench = Told();
        Assert.Empty(Tell(bench, Contract(2, 5m) with { Status = ContractStatus.Paused }));
        Assert.Empty(Tell(bench, Contract(3, 5m, Day(9, 11), Day(10, 11))));
    }

    [Fact]
    public void End_TakenBack_TellsWhichItWas()
    {
        FlowBench bench = Told();
        Assert.Empty(Tell(bench, Contract(2, 5m) with { EndsAt = Day(10, 1) }));
        Contract on = Contract(3, 5m);
        Amendment bare = new() { Kind = AmendmentKind.Continuation, EffectiveOn = new DateOnly(2026, 9, 9), Before = on.Terms, Terms = on.Terms };
        Amendment change = Only(Tell(bench, on with { Amendments = [bare] }));
        Assert.Equal((Day(10, 1), null), (change.EndsAtBefore, change.EndsAtAfter));
    }

    /// <summary>An invoice that is told before the change that it bills brings it along, before itself; the change is told under the same key after that.</summary>
    [Fact]
    public void Invoice_BeforeTheChangeThatItBills_BringsItAlongOnce()
    {
        FlowBench bench = Told().Holds((Subscription, Contract(2, 8m)));
        Intent[] intents = Bill(bench);
        Intent brought = Assert.Single(intents, i => i.Kind == EffectKinds.Amendment);
        Assert.Equal((5m, 8m), (Change(brought).Before[0].Quantity, Change(brought).Terms[0].Quantity));
        Assert.Equal(FlowBench.At, Change(brought).EffectiveAt);
        Assert.True(Array.IndexOf(intents, brought) < Array.FindIndex(intents, i => i.Kind == EffectKinds.Invoice));

        // Refused, it is made of the same again with the invoice, and of nothing else.
        Assert.Equal(brought.Discriminator, Assert.Single(Bill(bench), i => i.Kind == EffectKinds.Amendment).Discriminator);
        Assert.DoesNotContain(Bill(bench, OtherRef), i => i.Kind == EffectKinds.Amendment);
        Assert.Equal(brought.Discriminator, Assert.Single(Tell(bench, Contract(2, 8m))).Discriminator);
    }

    [Fact]
    public void CreditNote_BeforeTheChangeThatItCredits_BringsItAlong()
    {
        FlowBench bench = Told().Holds((Subscription, Contract(2, 3m)), (NoteRef, Note()));
        Intent[] intents = [.. Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.CreditNoteIssued, NoteRef)).Intents];
        int brought = Array.FindIndex(intents, i => i.Kind == EffectKinds.Amendment);
        Assert.InRange(brought, 0, Array.FindIndex(intents, i => i.Kind == EffectKinds.CreditNote) - 1);
    }

    /// <summary>A source that tells what was before is waited for, ten minutes from the invoice's issue on.</summary>
    [Fact]
    public void Invoice_OfASourceThatTellsChanges_WaitsForItsOwnTenMinutes()
    {
        FlowBench bench = Bench();
        Contract old = Contract(null, 5m) with { TellsAmendments = true };
        Tell(bench, old, On(1));
        Contract now = old with { Terms = Contract(null, 8m).Terms };
        bench.Holds((Subscription, now), (InvoiceRef, Invoice() with { IssuedAt = FlowBench.At.AddMinutes(-9) }), (OtherRef, Invoice(OtherRef) with { IssuedAt = FlowBench.At.AddMinutes(-10) }));
        Assert.Equal("amendment-under-way", Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef)).Reason.Cause);
        Assert.DoesNotContain(Bill(bench, OtherRef), i => i.Kind == EffectKinds.Amendment);

        Amendment said = new() { EffectiveOn = new DateOnly(2026, 9, 2), Before = old.Terms, Terms = now.Terms, Event = "evt_1" };
        Assert.Single(Tell(bench, now with { Amendments = [said] }, On(2)));
        Assert.Contains(Bill(bench), i => i.Kind == EffectKinds.Invoice);
    }

    /// <summary>5 seats of 29.00 a month: 145.00; an older change that is told late does not take the newer one's place.</summary>
    [Fact]
    public void Deal_IsToldVersionTermsAndTheLatestAmendment()
    {
        FlowBench bench = Told(o => o.DealStatuses = true);
        Contract now = Contract(4, 5m) with { EndsAt = Day(10, 1) };
        Amendment end = new() { Kind = AmendmentKind.Cancellation, EffectiveOn = new DateOnly(2026, 9, 9), Before = now.Terms, Terms = now.Terms, EndsAtAfter = Day(10, 1) };
        DealProgress told = Progress(See(bench, now with { Amendments = [end] }));
        Assert.Equal(("4", "5 x seat", (Money?)Eur(145m)), (told.ContractVersion, told.Terms, told.Mrr));
        Assert.Equal((new DateOnly(2026, 10, 1), null, AmendmentKind.Cancellation, new DateOnly(2026, 9, 9)), (told.EndsOn, told.RenewsOn, told.Amendment, told.AmendedOn));

        Amendment late = end with { Kind = AmendmentKind.Pause, EndsAtAfter = null, EffectiveOn = new DateOnly(2026, 9, 5) };
        told = Progress(See(bench, Contract(3, 5m) with { Amendments = [late] }));
        Assert.Equal(("4", AmendmentKind.Cancellation), (told.ContractVersion, told.Amendment));

        Amendment back = end with { Kind = AmendmentKind.Continuation, EndsAtAfter = null, EffectiveOn = new DateOnly(2026, 9, 10) };
        told = Progress(See(bench, Contract(5, 5m) with { Amendments = [back] }));
        Assert.Equal((null, new DateOnly(2026, 10, 1), AmendmentKind.Continuation), (told.EndsOn, told.RenewsOn, told.Amendment));
    }

    /// <summary>A value that overtakes another one before that was sent replaces it: so each is of the contract and of the invoice.</summary>
    [Fact]
    public void Deal_IsToldOfContractAndInvoiceEachTime()
    {
        FlowBench bench = Told(o => o.DealStatuses = true);
        bench.Records.Remove(InvoiceRef with { Kind = RecordKinds.InvoicePayments });
        DealProgress billed = Progress(Bill(bench)), changed = Progress(See(bench, Contract(2, 8m)));
        Assert.Equal(("N-in_1", DocumentState.Open, "5 x seat"), (billed.InvoiceNumber, billed.InvoiceState, billed.Terms));
        Assert.Equal(("N-in_1", DocumentState.Open, "8 x seat"), (changed.InvoiceNumber, changed.InvoiceState, changed.Terms));
    }

    /// <summary>Where a source has no versions, what told of the change stands for one, as on the order.</summary>
    [Fact]
    public void Deal_OfASourceWithoutVersions_IsToldTheEvent()
    {
        FlowBench bench = Bench(configure: o => o.DealStatuses = true);
        Contract now = Contract(null, 8m) with { TellsAmendments = true };
        Amendment said = new() { EffectiveOn = new DateOnly(2026, 9, 2), Before = Contract(null, 5m).Terms, Terms = now.Terms, Event = "evt_1" };
        DealProgress told = Progress(See(bench, now with { Amendments = [said] }, On(2)));
        Assert.Equal(("evt_1", AmendmentKind.Quantity, "8 x seat"), (told.ContractVersion, told.Amendment, told.Terms));
    }

    /// <summary>A currency that the deal does not show is no number of it.</summary>
    [Fact]
    public void Deal_InAnotherCurrencyThanItsContract_IsToldNoMrr()
    {
        FlowBench bench = Told(o => o.DealStatuses = true);
        bench.Records[MoneyRecords.Deal] = (Deal)bench.Records[MoneyRecords.Deal] with { Currency = Currency.Parse("USD") };
        DealProgress told = Progress(See(bench, Contract(2, 5m)));
        Assert.Equal((null, "5 x seat"), (told.Mrr, told.Terms));
    }

    private static FlowBench Told(Action<Odoo.Connectors.Flows.LeadToCashOptions>? configure = null)
    {
        FlowBench bench = Bench(configure: configure);
        Assert.Empty(Tell(bench, Contract(1, 5m)));
        return bench;
    }

    private static Contract Contract(long? version, decimal seats, DateTimeOffset? from = null, DateTimeOffset? to = null) => new()
    {
        Ref = Subscription, Customer = Billed, Deal = MoneyRecords.Deal, Status = ContractStatus.Active, Currency = Euro, StartsOn = new DateOnly(2026, 9, 1), Version = version,
        TermStartsAt = from ?? s_first, RenewsAt = to ?? Day(10, 1),
        Terms = [new ProductLine { Id = "seat", ProductCode = "seat", Description = "Seat", Quantity = seats, UnitPrice = 29m, Recurrence = new Recurrence(1, RecurrenceUnit.Month) }],
    };

    private static DateTimeOffset Day(int month, int day) => new(2026, month, day, 0, 0, 0, TimeSpan.Zero);

    private static IReadOnlyList<Intent> See(FlowBench bench, Contract told, DateTimeOffset? at = null)
    {
        bench.Holds((Subscription, bench.Records.GetValueOrDefault(Subscription) is Contract { Version: long held } newer && held > told.Version ? newer : told with { Amendments = [] }));
        return Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.ContractChanged, Subscription, told, at)).Intents;
    }

    private static Intent[] Tell(FlowBench bench, Contract told, DateTimeOffset? at = null) => [.. See(bench, told, at).Where(i => i.Kind == EffectKinds.Amendment)];

    private static Intent[] Bill(FlowBench bench, ExternalRef? invoice = null) => [.. Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.InvoiceIssued, invoice ?? InvoiceRef)).Intents];

    private static Amendment Only(Intent[] told) => Change(Assert.Single(told));

    private static Amendment Change(Intent intent) => Assert.Single(((Contract)intent.Record).Amendments);

    private static DealProgress Progress(IReadOnlyList<Intent> intents) => (DealProgress)Assert.Single(intents, i => i.Kind == EffectKinds.DealStatus).Record;
}
