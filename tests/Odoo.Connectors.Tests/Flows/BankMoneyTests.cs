using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Tests;

/// <summary>A bank transfer that people book in the ledger is recorded where the invoices it pays were issued, and not booked again when that is told.</summary>
public sealed class BankMoneyTests
{
    private static readonly ExternalRef s_transfer = new("odoo", RecordKinds.Payment, "entry-17");
    private static readonly ExternalRef s_document = new("odoo", RecordKinds.Invoice, "5");
    private static readonly ExternalRef s_recorded = MoneyRecords.PaymentRef;

    [Fact]
    public void Transfer_ForTwoInvoicesInParts_IsRecordedForEach()
    {
        IReadOnlyList<Intent> intents = Intents(Tell(Bench(), Transfer(100m, (MoneyRecords.InvoiceRef, 60m), (MoneyRecords.OtherRef, 40m))));
        Assert.Equal([EffectKinds.OfflinePayment, EffectKinds.OfflinePayment], intents.Select(i => i.Kind));
        Assert.All(intents, i => Assert.Equal(("billing", EffectClass.Document, s_transfer, true), (i.Target, i.Class, i.Source, i.Independent)));
        Assert.Equal(["in_1", "in_2"], intents.Select(i => i.Discriminator));
        Assert.Equal([60m, 40m], intents.Select(i => ((OfflinePayment)i.Record).Amount.Amount));
        Assert.Equal([MoneyRecords.InvoiceRef, MoneyRecords.OtherRef], intents.Select(i => ((OfflinePayment)i.Record).Invoice));
        Assert.All(intents, i => Assert.Equal((s_transfer, new DateOnly(2026, 9, 8)), (((OfflinePayment)i.Record).Ref, ((OfflinePayment)i.Record).On)));
    }

    [Fact]
    public void Transfer_WithoutTheOption_IsNotHandled() => Assert.False(new Odoo.Connectors.Flows.LeadToCash(
        Microsoft.Extensions.Options.Options.Create(new Odoo.Connectors.Flows.LeadToCashOptions()), new OwnershipTable(), new MappingTable()).Handles(ChangeKinds.PaymentBooked));

    /// <summary>Both streams tell of it, and it is told again with another part: what is recorded is not recorded again.</summary>
    [Fact]
    public void Transfer_ToldAgainWithAnotherInvoice_RecordsThatOnly()
    {
        FlowBench bench = Bench();
        Tell(bench, Transfer(100m, (MoneyRecords.InvoiceRef, 60m)));
        Recorded(bench, EffectState.Planned);
        Assert.IsType<Decision.Absorb>(Tell(bench, Transfer(100m, (MoneyRecords.InvoiceRef, 60m))));
        Assert.Equal("in_2", Assert.Single(Intents(Tell(bench, Transfer(100m, (MoneyRecords.InvoiceRef, 60m), (MoneyRecords.OtherRef, 40m))))).Discriminator);
    }

    [Fact]
    public void Transfer_Refused_IsRecordedWhenItIsRetried()
    {
        FlowBench bench = Bench();
        Recorded(bench, EffectState.Refused);
        Assert.Single(Intents(Tell(bench, Transfer(60m, (MoneyRecords.InvoiceRef, 60m)))));
    }

    /// <summary>The invoice was in Odoo before the connectors: the map knows which one it is.</summary>
    [Fact]
    public void Transfer_ForALinkedInvoice_IsRecorded()
    {
        FlowBench bench = Bench().Knows(
            new RecordReference { Reference = MoneyRecords.InvoiceRef, IsPrimary = true }, new RecordReference { Reference = s_document, IsPrimary = true });
        BookedPayment transfer = Transfer(60m) with { Allocations = [new Allocation(s_document, MoneyRecords.Eur(60m))] };
        Assert.Equal(MoneyRecords.InvoiceRef, ((OfflinePayment)Assert.Single(Intents(Tell(bench, transfer))).Record).Invoice);
    }

    public static TheoryData<string, BookedPayment> NotRecorded => new()
    {
        { "made by us", Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { Source = s_recorded } },
        { "a draft", Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { State = MoneyState.Draft } },
        { "cancelled", Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { State = MoneyState.Cancelled } },
        { "taken back", Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { State = MoneyState.Reversed } },
        { "on account", Transfer(60m) },
        { "not divided", Transfer(60m) with { Allocations = [new Allocation(s_document, null) { Source = MoneyRecords.InvoiceRef }] } },
        { "another's invoice", Transfer(60m, (MoneyRecords.InvoiceRef with { System = "shop" }, 60m)) },
        { "entered by hand", Transfer(60m) with { Allocations = [new Allocation(s_document, MoneyRecords.Eur(60m))] } },
        { "a credit note", Transfer(60m) with { Allocations = [new Allocation(s_document with { Kind = RecordKinds.CreditNote }, MoneyRecords.Eur(60m)) { Source = MoneyRecords.NoteRef }] } },
        { "paid out", Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { Ref = s_transfer with { Kind = RecordKinds.Refund } } },
    };

    [Theory]
    [MemberData(nameof(NotRecorded), DisableDiscoveryEnumeration = true)]
    public void Money_ThatIsNone_IsAbsorbed(string what, BookedPayment money) => Assert.True(Tell(Bench(), money) is Decision.Absorb, what);

    /// <summary>The delivery is old: what the money pays now counts.</summary>
    [Fact]
    public void Transfer_UndoneBeforeItWasDecided_IsNotRecorded()
    {
        FlowBench bench = Bench().Holds((s_transfer, Transfer(60m)));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.PaymentBooked, s_transfer, Transfer(60m, (MoneyRecords.InvoiceRef, 60m))));
    }

    [Fact]
    public void Transfer_InAnotherCurrency_IsACaseOnceAndTheRestIsRecorded()
    {
        FlowBench bench = Bench();
        BookedPayment transfer = Transfer(100m, (MoneyRecords.InvoiceRef, 60m)) with
        {
            Allocations = [Part(MoneyRecords.InvoiceRef, MoneyRecords.Eur(60m)), Part(MoneyRecords.OtherRef, new Money(50m, Currency.Parse("USD")))],
        };
        Decision.Do first = Assert.IsType<Decision.Do>(Tell(bench, transfer));
        Assert.Equal("in_1", Assert.Single(first.Intents).Discriminator);
        Assert.Equal(("payment-other-currency", ErrorKind.Validation, "amount"), (first.ForReview!.Cause, first.ForReview.Kind, first.ForReview.Field));
        Recorded(bench, EffectState.Applied);
        Assert.IsType<Decision.Absorb>(Tell(bench, transfer));
    }

    [Fact]
    public void Account_IsToldTooWhereTotalsAre()
    {
        FlowBench bench = MoneyRecords.Bench(configure: o => (o.BankPayments, o.AccountSummaries, o.AccountTotals) = (true, true, true));
        ExternalRef partner = new("odoo", RecordKinds.Customer, "7");
        bench.Knows(new RecordReference { Reference = MoneyRecords.Crm, IsPrimary = true }, new RecordReference { Reference = partner, IsPrimary = true });
        IReadOnlyList<Intent> intents = Intents(Tell(bench, Transfer(60m, (MoneyRecords.InvoiceRef, 60m)) with { Customer = partner }));
        Assert.Equal([EffectKinds.OfflinePayment, EffectKinds.AccountSummary], intents.Select(i => i.Kind));
    }

    /// <summary>The platform tells of the payment that was recorded: it is booked already, and the CRM is told.</summary>
    [Fact]
    public void Recorded_ComesBackAsAPayment_IsNotBookedAndTheCrmIsTold()
    {
        FlowBench bench = Linked(MoneyRecords.Paid());
        IReadOnlyList<Intent> intents = Intents(bench.Decide(ChangeKinds.PaymentReceived, s_recorded));
        Assert.DoesNotContain(intents, i => i.Kind is EffectKinds.Payment or EffectKinds.PaymentAllocation);
        Assert.Contains(intents, i => i.Kind == EffectKinds.AccountStatus);
    }

    [Fact]
    public void Recorded_ComesBackWithItsInvoice_IsNotBookedAndTheInvoiceIsPaid()
    {
        FlowBench bench = Linked(MoneyRecords.Paid());
        Decision.Do paid = Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.InvoicePaid, MoneyRecords.InvoiceRef));
        Assert.DoesNotContain(paid.Intents, i => i.Kind == EffectKinds.Payment);
        Assert.Null(paid.ForReview);
    }

    /// <summary>The payment that we booked in the ledger is linked with it too: it is the platform's all the same.</summary>
    [Fact]
    public void Payment_OfThePlatform_IsBookedThoughItIsInTheLedger()
    {
        FlowBench bench = MoneyRecords.Paid().Knows(
            new RecordReference { Reference = s_recorded, IsPrimary = true }, new RecordReference { Reference = s_transfer with { Id = "9" }, IsPrimary = true });
        Assert.Contains(Intents(bench.Decide(ChangeKinds.PaymentReceived, s_recorded)), i => i.Kind == EffectKinds.Payment);
    }

    public static TheoryData<string, ExternalRef, object> TakenBack => new()
    {
        { ChangeKinds.PaymentReversed, MoneyRecords.Reversal(MoneyRecords.PaymentRef, MoneyRecords.InvoiceRef).Ref, MoneyRecords.Reversal(MoneyRecords.PaymentRef, MoneyRecords.InvoiceRef) },
        { ChangeKinds.DisputeChanged, MoneyRecords.DisputeRef, MoneyRecords.Dispute() },
        { ChangeKinds.RefundMade, MoneyRecords.RefundRef, MoneyRecords.Refund(MoneyRecords.Note()) },
        { ChangeKinds.RefundMade, MoneyRecords.RefundRef, MoneyRecords.Refund() with { Parts = [new RefundPart(MoneyRecords.Note(), MoneyRecords.Eur(121m))] } },
        { ChangeKinds.RefundMade, MoneyRecords.RefundRef, MoneyRecords.Refund() with { Invoice = null } },
    };

    [Theory]
    [MemberData(nameof(TakenBack), DisableDiscoveryEnumeration = true)]
    public void Recorded_IsTakenBackThere_IsACase(string kind, ExternalRef subject, object record)
    {
        FlowBench bench = Linked(MoneyRecords.Paid()).Holds((subject, record));
        Assert.Equal("recorded-payment-taken-back", Assert.IsType<Decision.Review>(bench.Decide(kind, subject, record)).Reason.Cause);
    }

    [Fact]
    public void Matched_AsRecorded_IsAbsorbed() => Assert.IsType<Decision.Absorb>(See(Watched(), 121m));

    /// <summary>What is matched is undone, matched in another amount, or matched again after the platform took the payment out: each is a case, once.</summary>
    [Theory]
    [InlineData(0, true, "pays nothing, and 121.00 EUR is recorded")]
    [InlineData(60, true, "pays 60.00 EUR, and 121.00 EUR is recorded")]
    [InlineData(121, false, "pays 121.00 EUR, and nothing is recorded")]
    public void Matched_OtherwiseThanRecorded_IsACaseOnce(int pays, bool isThere, string words)
    {
        FlowBench bench = Watched();
        if (!isThere)
        {
            bench.Records.Remove(MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments });
        }

        CaseReason reason = Assert.IsType<Decision.Do>(See(bench, pays)).ForReview!;
        Assert.Equal(("recorded-payment-differs", ErrorKind.Conflict), (reason.Cause, reason.Kind));
        Assert.Contains($"odoo/payment/entry-17 {words}", reason.Message, StringComparison.Ordinal);
        Assert.IsType<Decision.Absorb>(See(bench, pays));

        // Put right, and undone again: that is another one.
        bench.Holds((MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([MoneyRecords.Payment()])));
        See(bench, 121m);
        Assert.NotNull(Assert.IsType<Decision.Do>(See(bench, 1m)).ForReview);
    }

    /// <summary>Its recording is under way: that nothing is there yet is no difference.</summary>
    [Fact]
    public void Matched_WhileItIsRecorded_IsAbsorbed()
    {
        FlowBench bench = Watched(EffectState.InDoubt);
        bench.Records.Remove(MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments });
        Assert.IsType<Decision.Absorb>(See(bench, 121m));
    }

    [Fact]
    public void Document_NothingWasRecordedFor_IsAbsorbedWithoutAReading()
    {
        FlowBench bench = Bench();
        Assert.IsType<Decision.Absorb>(See(bench, 121m));
        Assert.Equal(0, bench.Readings);
    }

    private static FlowBench Bench() => MoneyRecords.Bench(configure: o => o.BankPayments = true);

    /// <summary>What the platform recorded of the transfer is known as it.</summary>
    private static FlowBench Linked(FlowBench bench) => bench.Knows(
        new RecordReference { Reference = s_transfer, IsPrimary = true }, new RecordReference { Reference = s_recorded, IsPrimary = true });

    /// <summary>A transfer of 121.00 was recorded for the invoice.</summary>
    private static FlowBench Watched(EffectState state = EffectState.Applied)
    {
        FlowBench bench = Linked(Bench());
        Tell(bench, Transfer(121m, (MoneyRecords.InvoiceRef, 121m)));
        Recorded(bench, state);
        return bench.Holds((MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([MoneyRecords.Payment()])));
    }

    private static void Recorded(FlowBench bench, EffectState state)
    {
        const string Key = "b-1|offline-payment|o-1/payment/entry-17|in_1";
        bench.Effects[Key] = new EffectSummary(Key, state, null, Adopted: false);
    }

    private static Decision Tell(FlowBench bench, BookedPayment money) => bench.Holds((money.Ref, money)).Decide(ChangeKinds.PaymentBooked, money.Ref, money);

    /// <summary>The document as the ledger tells it, paid by the transfer so far.</summary>
    private static Decision See(FlowBench bench, decimal pays)
    {
        DocumentStatus document = new()
        {
            Ref = s_document, Source = MoneyRecords.InvoiceRef, Customer = new ExternalRef("odoo", RecordKinds.Customer, "7"), State = DocumentState.PartlyPaid,
            Gross = MoneyRecords.Eur(121m), Open = MoneyRecords.Eur(121m - pays),
            Settlements = pays == 0m ? [] : [new Settlement(s_transfer, MoneyRecords.Eur(pays), new DateOnly(2026, 9, 8))],
        };
        return bench.Holds((s_document, document)).Decide(ChangeKinds.DocumentStatus, s_document, document);
    }

    private static BookedPayment Transfer(decimal amount, params (ExternalRef Invoice, decimal Amount)[] pays) => new()
    {
        Ref = s_transfer, Amount = MoneyRecords.Eur(amount), On = new DateOnly(2026, 9, 8), State = MoneyState.Paid,
        Allocations = [.. pays.Select(p => Part(p.Invoice, MoneyRecords.Eur(p.Amount)))],
    };

    private static Allocation Part(ExternalRef invoice, Money amount) => new(s_document, amount) { Source = invoice };

    private static IReadOnlyList<Intent> Intents(Decision decision) => Assert.IsType<Decision.Do>(decision).Intents;
}
