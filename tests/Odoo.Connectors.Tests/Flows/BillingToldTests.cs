using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Tests;

/// <summary>What Odoo issues is told to the billing platform, each thing once and after what it stands on. The invoice is 100.00 and 21 % are 121.00.</summary>
public sealed class BillingToldTests
{
    private static readonly ExternalRef s_partner = new("odoo", RecordKinds.Customer, "12");
    private static readonly ExternalRef s_invoice = new("odoo", RecordKinds.Invoice, "7");
    private static readonly ExternalRef s_note = new("odoo", RecordKinds.CreditNote, "8");
    private static readonly ExternalRef s_transfer = new("odoo", RecordKinds.Payment, "4");

    [Fact]
    public void Issued_OfAnAccount_IsTakenInWithItsCustomerThenItsMoneyAndCreditsInTheOrderOfTheirDays()
    {
        DocumentStatus paid = Status() with { Settlements = [By(s_transfer, 81m), By(s_note, 40m)] };
        Intent[] told = Told(See(Bench().Holds((s_note, Note()), (s_note with { Kind = RecordKinds.IssuedDocument }, IssuedNote())), paid));
        Assert.Equal([EffectKinds.Customer, EffectKinds.Invoice, EffectKinds.OfflinePayment, EffectKinds.CreditNote], told.Select(i => i.Kind));
        Assert.Equal([Crm, s_invoice, s_transfer, s_note], told.Select(i => i.Source));
        Assert.Equal([true, false, false, false], told.Select(i => i.Independent));
        Assert.All(told, i => Assert.Equal((EffectClass.Document, Crm), (i.Class, i.Customer!.Ref)));
        OfflinePayment payment = (OfflinePayment)told[2].Record;
        Assert.Equal((s_invoice, Eur(81m), "7"), (payment.Invoice, payment.Amount, told[2].Discriminator));
    }

    /// <summary>The credit note of a paid invoice settles nothing of it; the money that is told first brings the invoice along.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToldFirst_MoneyOrCreditNote_BringsTheInvoiceBeforeIt(bool isMoney)
    {
        FlowBench bench = Bench().Holds((s_invoice, Status() with { Settlements = [By(s_transfer, 121m)] }), (s_note, Note()), (s_note with { Kind = RecordKinds.IssuedDocument }, IssuedNote()));
        BookedPayment money = new()
        {
            Ref = s_transfer, Customer = s_partner, Amount = Eur(121m), On = new DateOnly(2026, 9, 8), State = MoneyState.Paid, Allocations = [new Allocation(s_invoice, Eur(121m))],
        };
        Decision decision = isMoney ? bench.Decide(ChangeKinds.PaymentBooked, s_transfer, money) : bench.Decide(ChangeKinds.DocumentStatus, s_note, Note());
        Assert.Equal(
            isMoney ? [EffectKinds.Customer, EffectKinds.Invoice, EffectKinds.OfflinePayment] : [EffectKinds.Customer, EffectKinds.Invoice, EffectKinds.OfflinePayment, EffectKinds.CreditNote],
            Told(decision).Select(i => i.Kind));
    }

    /// <summary>While it is on its way, what needs it names it once more; when it is there, it does not.</summary>
    [Theory]
    [InlineData(EffectState.Sending, true)]
    [InlineData(EffectState.Refused, true)]
    [InlineData(EffectState.Applied, false)]
    public void Paid_AfterItWasTold_IsToldBehindIt(EffectState state, bool again)
    {
        FlowBench bench = Bench().Booked(EffectKinds.Invoice, s_invoice, state, "billing");
        Assert.Equal(again, Told(See(bench, Status() with { Settlements = [By(s_transfer, 121m)] })).Any(i => i.Kind == EffectKinds.Invoice));
    }

    /// <summary>What takes back an invoice that we booked is no news to who issued that.</summary>
    [Fact]
    public void CreditNote_OfAnInvoiceThatWeBooked_IsToldNowhere() => Assert.IsType<Decision.Absorb>(
        Bench().Holds((s_invoice, Status() with { Source = InvoiceRef }), (s_note, Note())).Decide(ChangeKinds.DocumentStatus, s_note, Note()));

    public static TheoryData<string, DocumentStatus> Untold => new()
    {
        { "a draft", Status() with { State = DocumentState.Draft } },
        { "made by us", Status() with { Source = InvoiceRef } },
        { "of nobody in the CRM", Status() with { Customer = new ExternalRef("odoo", RecordKinds.Customer, "99") } },
        { "of nothing", Status() with { Gross = Eur(0m) } },
        { "cancelled before it was told", Status() with { State = DocumentState.Cancelled } },
    };

    [Theory]
    [MemberData(nameof(Untold), DisableDiscoveryEnumeration = true)]
    public void Document_ThatIsNone_IsToldNowhere(string what, DocumentStatus document) => Assert.True(See(Bench(), document) is Decision.Absorb, what);

    /// <summary>100.00 and 21.00 are not 122.00: a person looks at the document, and billing is told nothing of it.</summary>
    [Fact]
    public void Invoice_ThatDoesNotAddUp_IsACaseAndNotTold()
    {
        FlowBench bench = Bench().Holds((s_invoice with { Kind = RecordKinds.IssuedDocument }, Invoice(s_invoice) with { Gross = Eur(122m) }));
        Decision decision = See(bench, Status());
        Assert.Equal("total", (decision is Decision.Do done ? done.ForReview : Assert.IsType<Decision.Review>(decision).Reason)!.Field);
        Assert.Empty((decision as Decision.Do)?.Intents ?? []);
    }

    /// <summary>The credit note neither: the invoice and its money are told all the same.</summary>
    [Fact]
    public void CreditNote_ThatDoesNotAddUp_IsACaseAndTheInvoiceIsTold()
    {
        FlowBench bench = Bench().Holds((s_note, Note()), (s_note with { Kind = RecordKinds.IssuedDocument }, IssuedNote() with { Gross = Eur(41m) }));
        Decision.Do told = Assert.IsType<Decision.Do>(See(bench, Status() with { Settlements = [By(s_note, 40m)] }));
        Assert.Equal("total", told.ForReview!.Field);
        Assert.Equal([EffectKinds.Customer, EffectKinds.Invoice], told.Intents.Select(i => i.Kind));
    }

    /// <summary>A credit note of another invoice is told with that one.</summary>
    [Fact]
    public void CreditNote_OfAnotherInvoice_IsNotToldAsOneOfThis()
    {
        FlowBench bench = Bench().Holds((s_note, Note() with { Reverses = s_invoice with { Id = "6" } }), (s_note with { Kind = RecordKinds.IssuedDocument }, IssuedNote()));
        Assert.DoesNotContain(Told(See(bench, Status() with { Settlements = [By(s_note, 40m)] })), i => i.Kind == EffectKinds.CreditNote);
    }

    /// <summary>What the platform collected is there already.</summary>
    [Fact]
    public void Paid_ByWhatThePlatformCollected_IsNotRecordedThere() => Assert.DoesNotContain(
        Told(See(Bench(), Status() with { Settlements = [By(s_transfer, 121m) with { Source = PaymentRef }] })), i => i.Kind == EffectKinds.OfflinePayment);

    [Fact]
    public void Amount_ThatIsAnotherThanWasTold_IsACaseOnceAndNothingElse()
    {
        FlowBench bench = Bench();
        See(bench, Status());
        bench.Booked(EffectKinds.Invoice, s_invoice, target: "billing");
        DocumentStatus more = Status() with { Gross = Eur(242m), Settlements = [By(s_transfer, 242m)] };
        Decision.Do asked = Assert.IsType<Decision.Do>(See(bench, more));
        Assert.Equal(("imported-invoice-differs", ErrorKind.Conflict, 0), (asked.ForReview!.Cause, asked.ForReview.Kind, asked.Intents.Count));
        Assert.Contains("was 121.00 EUR and is 242.00 EUR now", asked.ForReview.Message, StringComparison.Ordinal);
        Assert.IsType<Decision.Absorb>(See(bench, more));
    }

    [Theory]
    [InlineData(0, "payment 4 pays nothing, and 121.00 EUR is recorded")]
    [InlineData(60, "odoo/payment/4 pays 60.00 EUR, and 121.00 EUR is recorded")]
    public void Money_ThatIsTakenBackOrLess_IsACaseOnceAndAgainWhenItIsPutRightAndUndone(int now, string words)
    {
        FlowBench bench = Bench();
        DocumentStatus whole = Status() with { Settlements = [By(s_transfer, 121m)] }, less = Status() with { Settlements = now == 0 ? [] : [By(s_transfer, now)] };
        See(bench, whole);
        bench.Booked(EffectKinds.Invoice, s_invoice, target: "billing");
        const string Key = "b-1|offline-payment|o-1/payment/4|7";
        bench.Effects[Key] = new EffectSummary(Key, EffectState.Applied, null, Adopted: false);

        Decision.Do asked = Assert.IsType<Decision.Do>(See(bench, less));
        Assert.Equal(("recorded-payment-differs", 0), (asked.ForReview!.Cause, asked.Intents.Count));
        Assert.Contains(words, asked.ForReview.Message, StringComparison.Ordinal);
        Assert.Null(Assert.IsType<Decision.Do>(See(bench, less)).ForReview);
        See(bench, whole);
        Assert.NotNull(Assert.IsType<Decision.Do>(See(bench, less)).ForReview);
    }

    [Fact]
    public void Cancelled_IsVoidedAndPostedAgainIsACase()
    {
        FlowBench bench = Bench();
        See(bench, Status());
        bench.Booked(EffectKinds.Invoice, s_invoice, target: "billing");
        Intent only = Assert.Single(Told(See(bench, Status() with { State = DocumentState.Cancelled })));
        Assert.Equal((EffectKinds.Void, s_invoice, s_invoice), (only.Kind, only.Source, ((VoidedInvoice)only.Record).Invoice.Ref));
        bench.Booked(EffectKinds.Void, s_invoice, target: "billing");
        Assert.Equal("imported-invoice-differs", Assert.IsType<Decision.Do>(See(bench, Status())).ForReview!.Cause);
    }

    /// <summary>Stripe takes in no invoice: its customer shows what is owed in the ledger, as of now, whatever the event is about. Nobody of the CRM's is told nothing.</summary>
    [Fact]
    public void Debt_IsShownAtTheCustomerOfAPlatformThatTakesNoInvoices()
    {
        FlowBench bench = Linked(new FlowBench(o => o.BillingSummaries = "billing"))
            .Holds((s_partner with { Kind = RecordKinds.AccountBalance }, new AccountBalance
            {
                Customer = s_partner, AsOf = new DateOnly(2026, 9, 15), Currencies = [new CurrencyBalance(Eur(121m), Eur(21m))], LastPayment = new ReceivedMoney(Eur(60m), new DateOnly(2026, 9, 3)),
            }));
        Intent only = Assert.Single(Told(See(bench, Status())));
        AccountSummary shown = (AccountSummary)only.Record;
        Assert.Equal((EffectKinds.AccountSummary, EffectClass.State, Crm, true), (only.Kind, only.Class, only.Source, only.Independent));
        Assert.Equal((Eur(121m), Eur(21m), Eur(60m)), (shown.Balance, shown.Overdue, shown.LastPaymentAmount));
        Assert.IsType<Decision.Absorb>(See(bench, Status() with { Customer = new ExternalRef("odoo", RecordKinds.Customer, "99") }));
    }

    [Fact]
    public void Debt_WithoutTheStreamsOrTheCrm_IsRefusedAtStart()
    {
        OwnershipTable table = new();
        table.Own<Customer>("crm");
        LeadToCashOptions options = new() { Crm = "crm", BillingSummaries = "billing" };
        options.Streams["odoo"] = [OdooStreams.Documents];
        Assert.Contains("add the stream 'matches'", Assert.Throws<ConnectorException>(() => HonouredOwnership.Check(table, options, new CompanyRouting())).Message, StringComparison.Ordinal);
        options.Streams["odoo"] = [OdooStreams.Documents, OdooStreams.Matches];
        HonouredOwnership.Check(table, options, new CompanyRouting());
        options.Crm = null;
        Assert.Equal("BillingSummaries", Assert.Throws<ConnectorException>(() => HonouredOwnership.Check(table, options, new CompanyRouting())).Field);
    }

    [Theory]
    [InlineData("billing", "crm", "matches", "billing", "issues them; leave it out")]
    [InlineData("odoo", null, "matches", "billing", "set LeadToCash:Crm")]
    [InlineData("odoo", "crm", "payments", "billing", "add the stream 'matches'")]
    [InlineData("odoo", "crm", "matches", "odoo", "is no billing platform")]
    [InlineData("odoo", "crm", "matches", "billing", null)]
    public void Options_ThatCannotBeActedBy_AreRefusedAtStart(string owner, string? crm, string stream, string billing, string? says)
    {
        OwnershipTable table = new();
        table.Own<Customer>("crm");
        table.Own<Invoice>(owner);
        LeadToCashOptions options = new() { Crm = crm, Billing = billing };
        options.Streams["odoo"] = [OdooStreams.Documents, stream];
        if (says is null)
        {
            HonouredOwnership.Check(table, options, new CompanyRouting());
            return;
        }

        ConnectorException e = Assert.Throws<ConnectorException>(() => HonouredOwnership.Check(table, options, new CompanyRouting()));
        Assert.Equal("Billing", e.Field);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    private static FlowBench Bench() => Linked(new FlowBench(o => o.Billing = "billing", o => o.Own<Invoice>("odoo")));

    private static FlowBench Linked(FlowBench bench) => bench
        .Knows(new RecordReference { Reference = Crm, IsPrimary = true }, new RecordReference { Reference = s_partner, IsPrimary = true })
        .Holds((Crm, new Customer { Ref = Crm, Name = "Kanaal" }), (s_invoice with { Kind = RecordKinds.IssuedDocument }, Invoice(s_invoice)));

    private static DocumentStatus Status() => new()
    {
        Ref = s_invoice, Number = "INV/2026/00007", Customer = s_partner, State = DocumentState.Open, IssuedOn = new DateOnly(2026, 9, 1), Gross = Eur(121m), Open = Eur(121m),
    };

    private static DocumentStatus Note() => Status() with { Ref = s_note, Gross = Eur(40m), Open = Eur(0m), State = DocumentState.Paid, Reverses = s_invoice };

    private static CreditNote IssuedNote() => MoneyRecords.Note() with { Ref = s_note, Invoice = s_invoice };

    private static Settlement By(ExternalRef by, decimal amount) => new(by, Eur(amount), new DateOnly(2026, 9, 8));

    private static Decision See(FlowBench bench, DocumentStatus document) => bench.Holds((document.Ref, document)).Decide(ChangeKinds.DocumentStatus, document.Ref, document);

    private static Intent[] Told(Decision decision)
    {
        Intent[] intents = [.. Assert.IsType<Decision.Do>(decision).Intents];
        Assert.All(intents, i => Assert.Equal("billing", i.Target));
        return intents;
    }
}
