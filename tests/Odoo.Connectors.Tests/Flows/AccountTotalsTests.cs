using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What the CRM's account is told where it is summed up: of all contracts and of the books, whatever the event is about.</summary>
public sealed class AccountTotalsTests
{
    private static readonly Currency s_eur = Currency.Parse("EUR");
    private static readonly Currency s_usd = Currency.Parse("USD");
    private static readonly Currency s_jpy = Currency.Parse("JPY");
    private static readonly ExternalRef s_account = new("crm", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_billed = new("billing", RecordKinds.Customer, "cus_1");
    private static readonly ExternalRef s_partner = new("odoo", RecordKinds.Customer, "12");
    private static readonly ExternalRef s_balance = s_partner with { Kind = RecordKinds.AccountBalance };
    private static readonly ExternalRef s_contracts = s_billed with { Kind = RecordKinds.CustomerContracts };
    private static readonly ExternalRef s_booked = new("odoo", RecordKinds.Payment, "7");

    public static TheoryData<int, RecurrenceUnit, decimal, string> Periods { get; } = new()
    {
        { 1, RecurrenceUnit.Month, 100m, "100.00" },
        { 3, RecurrenceUnit.Month, 100m, "33.33" }, // 100 / 3
        { 1, RecurrenceUnit.Year, 100m, "8.33" }, // 100 / 12
        { 2, RecurrenceUnit.Year, 1200m, "50.00" }, // 1200 / 24
        { 1, RecurrenceUnit.Week, 30m, "130.00" }, // 30 * 52 / 12
        { 2, RecurrenceUnit.Week, 30m, "65.00" }, // 30 * 52 / 24
        { 1, RecurrenceUnit.Day, 12m, "365.00" }, // 12 * 365 / 12
        { 30, RecurrenceUnit.Day, 36m, "36.50" }, // 36 * 365 / 360
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public void Mrr_OfAPeriod_IsAMonthsShareOfAYear(int count, RecurrenceUnit unit, decimal price, string expected) =>
        Assert.Equal(Euros(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)), Sum(Contract("a", new Recurrence(count, unit), price)).Mrr);

    /// <summary>Thrice 100 a year are 25 a month; rounded one by one it would be 24.99. 1000 yen a year are 83.33, and yen have no decimals.</summary>
    [Fact]
    public void Mrr_OfSeveral_IsRoundedOnce()
    {
        Recurrence year = new(1, RecurrenceUnit.Year);
        Assert.Equal(Euros(25m), Sum(Contract("a", year, 100m), Contract("b", year, 100m), Contract("c", year, 100m)).Mrr);
        Assert.Equal(new Money(83m, s_jpy), Sum(Contract("a", year, 1000m) with { Currency = s_jpy }).Mrr);
    }

    /// <summary>2 * 40 a month of the one line, 600 a year of the other are 80 + 50; the onboarding is billed once.</summary>
    [Fact]
    public void Mrr_OfLinesWithPeriodsOfTheirOwn_LeavesOutWhatIsBilledOnce()
    {
        ProductLine seat = Line(40m) with { Quantity = 2m, Recurrence = new Recurrence(1, RecurrenceUnit.Month) };
        ProductLine support = Line(600m) with { Recurrence = new Recurrence(1, RecurrenceUnit.Year) };
        Assert.Equal(Euros(130m), Sum(Contract("a", null, 0m) with { Terms = [seat, support, Line(999m)] }).Mrr);

        // All that recurs is billed by the month, and Chargebee names that of the subscription too: the onboarding is no part of it.
        Assert.Equal(Euros(80m), Sum(Contract("a", new Recurrence(1, RecurrenceUnit.Month), 0m) with { Terms = [seat, Line(999m)] }).Mrr);
    }

    [Fact]
    public void Mrr_WhereAPeriodOrAContractIsNotKnown_IsNotTold()
    {
        Recurrence month = new(1, RecurrenceUnit.Month);
        Assert.Null(Sum(Contract("a", month, 100m), Contract("b", null, 50m)).Mrr);
        Assert.Null(Sum(Contract("a", month, 100m), Contract("b", month, 0m) with { Terms = [Line(0m) with { HasTieredPrice = true, Recurrence = month }] }).Mrr);
        FlowBench bench = Bench(Contract("a", month, 100m));
        bench.Records[s_contracts] = new CustomerContracts([Contract("a", month, 100m)], IsComplete: false);
        Assert.Null(Told(bench).Mrr);
    }

    /// <summary>What runs: in force, with an invoice overdue or not. Not what is paused, pending or over.</summary>
    [Fact]
    public void Totals_OfContractsInEachState_CountThoseThatRun()
    {
        Recurrence month = new(1, RecurrenceUnit.Month);
        Contract[] all = [.. Enum.GetValues<ContractStatus>().Select((s, i) => Contract($"{i}", month, (decimal)Math.Pow(10, i)) with { Status = s, RenewsAt = Day(1 + i) })];

        // Pending 1, active 10, past due 100, paused 1000, ended 10000.
        AccountSummary told = Sum(all);
        Assert.Equal((ContractStatus.PastDue, (Money?)Euros(110m), (DateOnly?)new DateOnly(2026, 10, 2)), (told.Status, told.Mrr, told.RenewsOn));
        Assert.Equal(ContractStatus.Active, Sum([.. all.Where(c => c.Status != ContractStatus.PastDue)]).Status);
        Assert.Equal(ContractStatus.Paused, Sum([.. all.Where(c => c.Status is ContractStatus.Paused or ContractStatus.Pending or ContractStatus.Ended)]).Status);
        AccountSummary over = Sum(all[^1]);
        Assert.Equal((ContractStatus.Ended, (Money?)Euros(0m), (DateOnly?)null), (over.Status, over.Mrr, over.RenewsOn));
    }

    [Fact]
    public void RenewsOn_IsTheFirstOfThoseThatRenew()
    {
        Contract late = Contract("a", new Recurrence(1, RecurrenceUnit.Month), 1m) with { RenewsAt = Day(20) };
        Assert.Equal(new DateOnly(2026, 10, 20), Sum(late, late with { RenewsAt = Day(5), EndsAt = Day(5) }).RenewsOn);
        Assert.Equal(new DateOnly(2026, 10, 5), Sum(late, late with { RenewsAt = Day(5), EndsAt = Day(6) }).RenewsOn);
        Assert.Equal(new DateOnly(2026, 10, 7), Sum(late, late with { RenewsAt = null, NextInvoiceAt = Day(7) }).RenewsOn);
        Assert.Null(Sum(late with { RenewsAt = null }).RenewsOn);
    }

    /// <summary>30 EUR open, 20 of it overdue, and 7 USD: the account shows what its oldest running contract is billed in, and the rest is no part of it.</summary>
    [Fact]
    public void Amounts_OfSeveralCurrencies_AreThoseOfTheOldestRunningContract()
    {
        Recurrence month = new(1, RecurrenceUnit.Month);
        Contract dollars = Contract("a", month, 9m) with { Currency = s_usd, StartsOn = new DateOnly(2026, 1, 1) };
        Contract euros = Contract("b", month, 5m);
        CurrencyBalance[] open = [new(Euros(30m), Euros(20m)), new(Dollars(7m), Dollars(0m))];
        AccountSummary told = Told(Bench(euros, dollars).Holds((s_balance, Balance(new ReceivedMoney(Euros(4m), new DateOnly(2026, 9, 1)), open))));
        Assert.Equal((Dollars(9m), Dollars(7m), Dollars(0m)), (told.Mrr, told.Balance, told.Overdue));
        Assert.Null(told.LastPaymentAmount);
        Assert.Null(told.LastPaymentOn);

        told = Told(Bench(euros, dollars with { Status = ContractStatus.Ended }).Holds((s_balance, Balance(null, open))));
        Assert.Equal((Euros(5m), Euros(30m), Euros(20m)), (told.Mrr, told.Balance, told.Overdue));
    }

    /// <summary>A customer that paid everything owes nothing, which is told; of one that the ledger does not have nothing is.</summary>
    [Fact]
    public void Balance_OfNothingOpen_IsZeroAndOfNoLedgerIsNotTold()
    {
        AccountSummary paid = Told(Bench(Contract("a", null, 1m)).Holds((s_balance, Balance(new ReceivedMoney(Euros(60m), new DateOnly(2026, 9, 3))))));
        Assert.Equal((Euros(0m), Euros(0m), Euros(60m), (DateOnly?)new DateOnly(2026, 9, 3)), (paid.Balance, paid.Overdue, paid.LastPaymentAmount, paid.LastPaymentOn));
        FlowBench bench = Bench(Contract("a", null, 1m));
        bench.Records.Remove(s_balance);
        AccountSummary unknown = Told(bench);
        Assert.Null(unknown.Balance);
        Assert.Null(unknown.Overdue);
    }

    /// <summary>An invoice is paid, told late or again: what was paid after it stands, and so does what is past due elsewhere.</summary>
    [Fact]
    public void Paid_ToldAgainAfterALaterPayment_SetsNothingBack()
    {
        FlowBench bench = Paid(Contract("sub_1", null, 100m) with { Ref = s_contract }, Contract("sub_2", null, 1m) with { Status = ContractStatus.PastDue });
        AccountSummary first = Summary(bench.Decide(ChangeKinds.InvoicePaid, s_invoice));
        Assert.Equal((Euros(100m), (DateOnly?)new DateOnly(2026, 9, 14), ContractStatus.PastDue), (first.LastPaymentAmount, first.LastPaymentOn, first.Status));

        bench.Holds((s_balance, Balance(new ReceivedMoney(Euros(35m), new DateOnly(2026, 9, 30)), new CurrencyBalance(Euros(12m), Euros(2m)))));
        AccountSummary again = Summary(bench.Decide(ChangeKinds.InvoicePaid, s_invoice));
        Assert.Equal((Euros(35m), (DateOnly?)new DateOnly(2026, 9, 30), ContractStatus.PastDue), (again.LastPaymentAmount, again.LastPaymentOn, again.Status));
        Assert.Equal((Euros(12m), Euros(2m)), (again.Balance, again.Overdue));
    }

    /// <summary>The first event of a customer: the identity map learns of the one at billing only with this decision.</summary>
    [Fact]
    public void Paid_OfACustomerThatIsNotLinkedYet_ReadsTheContractsOfTheOneItNames()
    {
        FlowBench bench = Paid(Contract("sub_1", new Recurrence(1, RecurrenceUnit.Month), 100m) with { Ref = s_contract });
        bench.Links.Clear();
        AccountSummary told = Summary(bench.Decide(ChangeKinds.InvoicePaid, s_invoice));
        Assert.Equal((Euros(100m), (Money?)null), (told.Mrr, told.Balance));
    }

    [Fact]
    public void Collection_ThatFailed_IsPastDueBeforeTheSubscriptionSaysSo()
    {
        FlowBench bench = Paid(Contract("sub_1", null, 100m) with { Ref = s_contract });
        bench.Records[s_invoice] = (Invoice)bench.Records[s_invoice] with { IsPaid = false, CollectionFailed = true };
        Assert.Equal(ContractStatus.PastDue, Summary(bench.Decide(ChangeKinds.CollectionFailed, s_invoice)).Status);
    }

    /// <summary>Both lanes, the ledger's and the customer's, mark what they read as seen: whoever read before the other's decision reads again.</summary>
    [Fact]
    public void Told_MarksWhatWasRead()
    {
        Decision.Do decided = Assert.IsType<Decision.Do>(Bench(Contract("a", null, 1m)).Decide(ChangeKinds.PaymentBooked, s_booked, Booked(s_partner)));
        Assert.Equal([s_contracts, s_balance], decided.Seen.Select(s => s.Reference));
    }

    [Fact]
    public void Ledger_OfACustomerThatTheCrmDoesNotHaveOrOfNobody_IsAbsorbed()
    {
        FlowBench bench = Bench();
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.PaymentBooked, s_booked, Booked(s_partner with { Id = "99" })));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.PaymentBooked, s_booked, Booked(null)));
    }

    [Fact]
    public void Document_SeenInTheLedger_TellsTheAccount()
    {
        DocumentStatus document = new()
        {
            Ref = new("odoo", RecordKinds.Invoice, "3"), Customer = s_partner, State = DocumentState.Open, Gross = Euros(12m), Open = Euros(12m),
        };
        FlowBench bench = Bench().Holds((s_balance, Balance(null, new CurrencyBalance(Euros(12m), Euros(0m)))));
        Assert.Equal((ContractStatus.Active, (Money?)Euros(12m)), (Summary(bench.Decide(ChangeKinds.DocumentStatus, document.Ref, document)).Status, Told(bench).Balance));
    }

    [Fact]
    public void Handles_WhatTheLedgerTells_OnlyWhereAccountsAreSummedUp()
    {
        Assert.False(Flow(o => o.AccountSummaries = true).Handles(ChangeKinds.PaymentBooked));
        Assert.False(Flow(o => o.AccountTotals = true).Handles(ChangeKinds.DocumentStatus));
        Assert.False(Flow(o => (o.AccountSummaries, o.AccountTotals, o.Crm) = (true, true, null)).Handles(ChangeKinds.DocumentStatus));
        LeadToCash flow = Flow(o => (o.AccountSummaries, o.AccountTotals) = (true, true));
        Assert.True(flow.Handles(ChangeKinds.PaymentBooked) && flow.Handles(ChangeKinds.DocumentStatus) && !flow.Handles(ChangeKinds.ContractSeen));
    }

    private static readonly ExternalRef s_contract = new("billing", RecordKinds.Contract, "sub_1");
    private static readonly ExternalRef s_invoice = new("billing", RecordKinds.Invoice, "in_1");

    private static LeadToCash Flow(Action<LeadToCashOptions> configure)
    {
        LeadToCashOptions options = new();
        configure(options);
        return new LeadToCash(Microsoft.Extensions.Options.Options.Create(options), new OwnershipTable(), new MappingTable());
    }

    private static AccountSummary Sum(params Contract[] contracts) => Told(Bench(contracts));

    private static AccountSummary Told(FlowBench bench) => Summary(bench.Decide(ChangeKinds.PaymentBooked, s_booked, Booked(s_partner)));

    private static AccountSummary Summary(Decision decision)
    {
        Intent told = Assert.Single(Assert.IsType<Decision.Do>(decision).Intents, i => i.Target == "crm");
        Assert.Equal((EffectKinds.AccountSummary, EffectClass.State, s_account, true), (told.Kind, told.Class, told.Source, told.Independent));
        return (AccountSummary)told.Record;
    }

    private static FlowBench Bench(params Contract[] contracts) => new FlowBench(o => (o.AccountSummaries, o.AccountTotals) = (true, true))
        .Knows(
            new RecordReference { Reference = s_account, IsPrimary = true },
            new RecordReference { Reference = s_billed, IsPrimary = true },
            new RecordReference { Reference = s_billed with { Id = "cus_0" }, State = LinkState.Tombstoned },
            new RecordReference { Reference = s_partner, IsPrimary = true })
        .Holds((s_contracts, new CustomerContracts(contracts)), (s_balance, Balance(null)));

    /// <summary>An invoice of 100 of sub_1, paid on 14 September.</summary>
    private static FlowBench Paid(params Contract[] contracts) => Bench(contracts).Holds(
        (s_account, new Customer { Ref = s_account, Name = "Kanaal" }),
        (s_billed, new Customer { Ref = s_billed, Name = "Kanaal", SameAs = s_account }),
        (s_contract, contracts[0]),
        (s_invoice, new Invoice
        {
            Ref = s_invoice, Number = "2026-1", Customer = s_billed, Contract = s_contract, IssuedAt = FlowBench.At, Currency = s_eur, IsPaid = true, Taxes = [],
            Net = Euros(100m), Gross = Euros(100m), Lines = [new InvoiceLine { Id = "il", Description = "Seat", Quantity = 1m, UnitPrice = 100m, Net = Euros(100m) }],
        }),
        (s_invoice with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([new Payment
        {
            Ref = new("billing", RecordKinds.Payment, "py_1"), Customer = s_billed, Invoice = s_invoice, Amount = Euros(100m),
            PaidAt = new DateTimeOffset(2026, 9, 14, 23, 30, 0, TimeSpan.Zero),
        }])));

    private static Contract Contract(string id, Recurrence? period, decimal price) => new()
    {
        Ref = new("billing", RecordKinds.Contract, id), Customer = s_billed, Status = ContractStatus.Active, Currency = s_eur, StartsOn = new DateOnly(2026, 2, 1),
        Recurrence = period, Terms = [Line(price)],
    };

    private static ProductLine Line(decimal price) => new() { Id = "l", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = price };

    private static BookedPayment Booked(ExternalRef? customer) =>
        new() { Ref = s_booked, Customer = customer, Amount = Euros(1m), On = new DateOnly(2026, 9, 1), State = MoneyState.Paid };

    private static AccountBalance Balance(ReceivedMoney? last, params CurrencyBalance[] open) =>
        new() { Customer = s_partner, AsOf = new DateOnly(2026, 9, 15), Currencies = open, LastPayment = last };

    private static DateTimeOffset Day(int day) => new(2026, 10, day, 6, 0, 0, TimeSpan.Zero);

    private static Money Euros(decimal amount) => new(amount, s_eur);

    private static Money Dollars(decimal amount) => new(amount, s_usd);
}
