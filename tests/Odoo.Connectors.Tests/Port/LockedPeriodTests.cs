using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// Odoo books a document of a closed period on another day and says nothing (recorded: fiscalyear_lock_date 2020-03-31, invoice_date
/// 2020-02-20 stays, date 2020-12-31). Here the policy decides, and the day that was booked is the day that was meant.
/// </summary>
public sealed class LockedPeriodTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Case_InvoiceOfAClosedPeriod_NamesTheLockAndIsPostedOnceThePeriodIsOpen(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await using (await Lock.SetAsync(bench, "fiscalyear_lock_date", "2026-03-31"))
        {
            await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

            CaseInfo only = Assert.Single(await bench.CasesAsync());
            Assert.Equal((ErrorKind.PeriodLocked, "period-locked"), (only.Reason.Kind, only.Reason.Cause));
            Assert.Contains("2026-03-01 is closed in Odoo by the Global Lock Date (2026-03-31)", only.Reason.Message, StringComparison.Ordinal);
            Assert.Null(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state"));
        }

        await bench.Hub.Cases.RetryGroupAsync(new CaseFilter(), "ann", TestContext.Current.CancellationToken);
        await bench.DrainAsync();

        await bench.AssertNoCasesAsync();
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "date"))!;
        Assert.Equal(("posted", "2026-03-01"), ((string?)posted["state"], (string?)posted["date"]));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task NextOpenDate_InvoiceAndPayment_AreBookedOnTheFirstOpenDay(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.LockedPeriod = LockedPeriod.NextOpenDate);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await using (await Lock.SetAsync(bench, "fiscalyear_lock_date", "2026-03-15"))
        {
            await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));
        }

        await bench.AssertNoCasesAsync();
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "payment_state", "invoice_date", "date"))!;
        Assert.Equal(("posted", "paid"), ((string?)posted["state"], (string?)posted["payment_state"]));
        Assert.Equal(("2026-03-01", "2026-03-16"), ((string?)posted["invoice_date"], (string?)posted["date"]));
        Assert.Equal("2026-03-16", (string?)(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "date"))!["date"]);

        List<string?> told = [];
        foreach (EventReport report in await bench.Hub.EventsAsync(TestContext.Current.CancellationToken))
        {
            told.AddRange((await bench.Hub.ExplainAsync(report.Id, TestContext.Current.CancellationToken)).Select(e => e.Detail));
        }

        Assert.Contains(told, t => t?.Contains("booked on 2026-03-16, the first open day after the Global Lock Date (2026-03-15); its own day is 2026-03-01", StringComparison.Ordinal) == true);
    }

    /// <summary>Which documents each lock closes: sales journals, taxes, everything.</summary>
    [Theory]
    [InlineData("sale_lock_date", true, "2026-03-16", "2026-03-02")]
    [InlineData("tax_lock_date", true, "2026-03-16", "2026-03-02")]
    [InlineData("tax_lock_date", false, "2026-03-01", "2026-03-02")]
    [InlineData("hard_lock_date", false, "2026-03-16", "2026-03-16")]
    public async Task NextOpenDate_EachLock_ClosesWhatItIsFor(string field, bool taxed, string invoiced, string paid)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.LockedPeriod = LockedPeriod.NextOpenDate);
        Customer customer = Given.Customer(bench);
        InvoiceLine line = Given.Line(1m, 100m, 21m);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", taxed ? line : line with { Taxes = [] });
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await using Lock held = await Lock.SetAsync(bench, field, "2026-03-15", isForGood: true);

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(invoiced, (string?)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "date"))!["date"]);
        Assert.Equal(paid, (string?)(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "date"))!["date"]);
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Case_LockSetBetweenPlanAndPost_NothingIsPosted(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        Invoice[] invoices = [.. Enumerable.Range(1, 3).Select(n => Given.Invoice(bench, customer, $"in_{n}", Given.Line(1m, 100m, 21m)))];

        // Odoo is away while they are planned and sent; meanwhile an accountant closes March.
        bench.Emulator.OnCall = call => call.Method is "run" or "load" ? EmulatorFault.Unavailable : EmulatorFault.None;
        Assert.NotNull(await Record.ExceptionAsync(() => bench.PostEachAsync([.. invoices.Select(i => (Intent[])[Given.ToSend(i, customer)])], TimeSpan.FromMilliseconds(300))));
        bench.Emulator.OnCall = null;
        await using Lock held = await Lock.SetAsync(bench, "fiscalyear_lock_date", "2026-03-31");
        await bench.DrainAsync();

        IReadOnlyList<CaseInfo> cases = await bench.CasesAsync();
        Assert.Equal(3, cases.Count);
        Assert.All(cases, c => Assert.Contains("2026-03-01", c.Reason.Message, StringComparison.Ordinal));
        Assert.Empty(await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("partner_id.name", "=", customer.Name)], "state"));
    }

    /// <summary>The last moment, step by step: Odoo moves the day as it posts. What stands there is told, with both days.</summary>
    [Fact]
    public async Task Case_LockSetAsItIsPosted_IsFoundInTheSameStep()
    {
        Closing closing = new();
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, more: hub => hub.Services.AddSingleton<IFaultPoints>(closing));
        closing.Bench = bench;
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal("differs-in-odoo", only.Reason.Cause);
        Assert.Contains("expected \"2026-03-01\"", only.Reason.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Odoo dates the payment's entry behind the lock and leaves the payment's own date, so that the effect action cannot expect it: both days
    /// are told, once. Step by step the lock is met before anything is posted.
    /// </summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Case_LockSetBeforeAPaymentIsPosted_IsFound(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        (Customer customer, Invoice invoice, Payment payment) = await InvoicedAsync(bench);
        bench.Emulator.OnCall = call => call.Method is "run" or "load" ? EmulatorFault.Unavailable : EmulatorFault.None;
        Assert.NotNull(await Record.ExceptionAsync(() => bench.PostEachAsync([[Given.ToSend(payment, customer)]], TimeSpan.FromMilliseconds(300))));
        bench.Emulator.OnCall = null;
        await using Lock held = await Lock.SetAsync(bench, "fiscalyear_lock_date", "2026-03-31", isForGood: true);
        await bench.DrainAsync();

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(ErrorKind.PeriodLocked, reason.Kind);
        Assert.Contains("2026-03-02", reason.Message, StringComparison.Ordinal);
        JsonObject? found = await bench.FindAsync(EffectKinds.Payment, payment.Ref, "move_id", "date");
        if (way == PortTarget.Steps)
        {
            Assert.Null(found);
            return;
        }

        JsonNode entry = (await bench.Odoo.SearchReadAsync("account.move", [new JsonArray("id", "=", (long)found!["move_id"]![0]!)], "date"))[0]!;
        Assert.True(string.CompareOrdinal((string?)entry["date"], "2026-03-31") > 0);
        Assert.Equal(("differs-in-odoo", "date", "2026-03-02"), (reason.Cause, reason.Field, (string?)found["date"]));
        Assert.Contains($"dated {entry["date"]}", reason.Message, StringComparison.Ordinal);
        Assert.Equal("paid", (string?)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "payment_state"))!["payment_state"]);
    }

    [Fact]
    public async Task Case_LockSetAsAPaymentIsPosted_IsFoundInTheSameStep()
    {
        Closing closing = new();
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, more: hub => hub.Services.AddSingleton<IFaultPoints>(closing));
        (Customer customer, _, Payment payment) = await InvoicedAsync(bench);
        closing.Bench = bench;

        await bench.PostAsync(Given.ToSend(payment, customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("differs-in-odoo", "date"), (reason.Cause, reason.Field));
        Assert.Contains("expected 2026-03-02", reason.Message, StringComparison.Ordinal);
    }

    private static async Task<(Customer Customer, Invoice Invoice, Payment Payment)> InvoicedAsync(PortBench bench)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        return (customer, invoice, Given.Payment(bench, invoice, "py_1"));
    }

    private sealed class Closing : IFaultPoints
    {
        public PortBench? Bench { get; set; }

        public void Reached(string point)
        {
            if (point == ErpFaultPoint.Verified && Bench is not null)
            {
                Lock.SetAsync(Bench!, "fiscalyear_lock_date", "2026-03-31", isForGood: true).GetAwaiter().GetResult();
            }
        }
    }

    private sealed class Lock(PortBench bench, long company, string field, bool isForGood) : IAsyncDisposable
    {
        public static async Task<Lock> SetAsync(PortBench bench, string field, string until, bool isForGood = false)
        {
            long company = (long)(await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", "Contract BE")], "name"))[0]!["id"]!;
            await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(company), new JsonObject { [field] = until }]);
            return new Lock(bench, company, field, isForGood);
        }

        public async ValueTask DisposeAsync()
        {
            if (!isForGood)
            {
                await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(company), new JsonObject { [field] = false }]);
            }
        }
    }
}
