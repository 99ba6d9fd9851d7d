using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Billing;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>
/// A whole course with the books of an emulated Odoo, days in Brussels: billed, failed, retried, reminded, promised, broken, suspended, paid. The invoice of
/// 121.00 is due on 20 April; reminder after 3 days, final notice after 10, suspension after 20.
/// </summary>
public sealed partial class CollectionsStoryTests
{
    private readonly MemorySystem _crm = new("crm");
    private readonly MemoryPlatform _billing = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Course_OfAnInvoiceThatIsPaidAtLast_IsToldInOdooCrmAndBilling()
    {
        await using FeedBench bench = Start();
        Bill();
        await HearAsync(bench, _billing.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, "cus_1"));
        OdooRecord invoice = Assert.Single(await bench.Person.SearchReadAsync("account.move", OdooDomain.Where("move_type", "=", "out_invoice").And(OdooDomain.Where("ref", "=", "N-in_1")), ["partner_id", "invoice_date_due"], new OdooSearch(), bench.Company, Cancel));
        long partner = invoice.GetReference("partner_id")!.Id;
        Assert.Equal(new DateOnly(2026, 4, 20), invoice.GetDate("invoice_date_due"));

        await FailAsync(bench, 1, "2026-04-20T10:00Z", "2026-04-23T08:00Z");
        Assert.Equal("insufficient_funds", Summary.CollectionFailure!.Code);

        // Nothing is overdue yet, and an attempt failed: that is told at once.
        await AtAsync(bench, "2026-04-20T10:05Z");
        Assert.Equal(["PastDue/"], Standings);

        // 20 April, 23:59 in Brussels, and two minutes later: the invoice is overdue.
        ICollections collections = bench.Services.GetRequiredService<ICollections>();
        await AtAsync(bench, "2026-04-20T21:59Z");
        Assert.Empty(Assert.Single(await collections.FindAsync(MoneyRecords.Crm, Cancel)).Steps);
        await AtAsync(bench, "2026-04-20T22:01Z");
        Assert.Single(Assert.Single(await collections.FindAsync(MoneyRecords.Crm, Cancel)).Steps);
        Assert.Equal(["PastDue/"], Standings);

        // The reminder's day has come, and the gateway tries once more at 8.
        await AtAsync(bench, "2026-04-22T22:01Z");
        Assert.Equal("PastDue/", Standings[^1]);
        await FailAsync(bench, 2, "2026-04-23T08:00Z", null);
        await AtAsync(bench, "2026-04-23T08:05Z");
        Assert.Equal("PastDue/reminder", Standings[^1]);

        await bench.Services.GetRequiredService<ICollections>().PromiseAsync(MoneyRecords.Crm, MoneyRecords.Eur(121m), new DateOnly(2026, 5, 2), "anna", "by the end of the month", Cancel);
        await AtAsync(bench, "2026-04-30T10:00Z");
        Assert.Equal("PastDue/reminder", Standings[^1]);
        await AtAsync(bench, "2026-05-02T22:01Z");
        Assert.Equal("PastDue/final", Standings[^1]);
        CaseInfo broken = Assert.Single(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("promise-broken", broken.Reason.Cause);
        await bench.Hub.Cases.ResolveAsync(broken.Id, "anna", "asked", cancellationToken: Cancel);

        // The final notice was taken on 3 May: somebody is to call by the 5th.
        OdooRecord activity = Assert.Single(await ActivitiesAsync(bench, invoice.Id));
        Assert.Equal(("Call the customer", new DateOnly(2026, 5, 5), true), (activity.GetString("summary"), activity.GetDate("date_deadline"), activity.GetBoolean("active")));
        Assert.EndsWith("due 2026-04-20, 13 days overdue</p>", activity.GetString("note"), StringComparison.Ordinal);

        await AtAsync(bench, "2026-05-10T10:00Z");
        Assert.Equal("Suspended/suspend", Standings[^1]);
        Assert.Equal("Suspended", (await bench.ReadAsync("res.partner", partner, "x_standing")).GetString("x_standing"));
        Assert.Equal([EffectKinds.ContractPause], _billing.Done.Select(i => i.Kind));
        Subscribe(ContractStatus.Paused);

        bench.HubClock.MoveTo(DateTimeOffset.Parse("2026-05-12T09:00Z", null));
        Payment paid = MoneyRecords.Payment() with { PaidAt = bench.HubClock.GetUtcNow() };
        _billing.Records[MoneyRecords.InvoiceRef] = (Invoice)_billing.Records[MoneyRecords.InvoiceRef] with { IsPaid = true };
        _billing.Records[MoneyRecords.InvoiceRef with { Kind = RecordKinds.InvoicePayments }] = new InvoicePayments([paid]);
        await HearAsync(bench, _billing.Tell(ChangeKinds.InvoicePaid, MoneyRecords.InvoiceRef, "cus_1"));
        await AtAsync(bench, "2026-05-12T09:15Z");
        Assert.Equal("Active/", Standings[^1]);
        Assert.Equal("Active", (await bench.ReadAsync("res.partner", partner, "x_standing")).GetString("x_standing"));
        Assert.Equal(CollectionFailure.None, Summary.CollectionFailure);
        Assert.Equal([EffectKinds.ContractPause, EffectKinds.ContractResumption], _billing.Done.Select(i => i.Kind));

        Assert.Equal(
            ["insufficient_funds, attempt 1, tried again 2026-04-23 08:00Z", "insufficient_funds, attempt 2", "Dunning, reminder", "Dunning, final", "Dunning, suspend"],
            await NotesAsync(bench, "account.move", invoice.Id));
        OdooRecord done = Assert.Single(await ActivitiesAsync(bench, invoice.Id));
        Assert.Equal((activity.Id, false), (done.Id, done.GetBoolean("active")));
        Assert.Equal(["Active \u2192 PastDue", "PastDue \u2192 Suspended", "Suspended \u2192 Active"], await NotesAsync(bench, "res.partner", partner));
        Assert.Empty(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    /// <summary>
    /// The answer to the activity's call is lost: it is looked for, and not made again. A user whom nobody knows is a case.
    /// </summary>
    [Theory]
    [InlineData("integration@contract.example", 1, null)]
    [InlineData("nobody@contract.example", 0, "unknown-user")]
    public async Task Activity_WhoseAnswerIsLostOrWhoseUserIsUnknown_IsMadeOnceOrACase(string user, int made, string? cause)
    {
        await using FeedBench bench = Start(o => o.ServerTimeLimit = TimeSpan.Zero, new DunningStep { Name = "call", DaysOverdue = 3, Activity = new DunningActivity { User = user, Summary = "Call" } });
        long partner = await bench.CustomerAsync("Rijwielen Janssens");
        long invoice = await bench.DocumentAsync(partner, 80m, "2026-03-01", "2026-04-01");
        bench.Odoo.OnCall = EmulatorFaults.Next(1, EmulatorFault.DropReply, c => c is { Model: "mail.activity", Method: "load" });
        await AtAsync(bench, "2026-04-05T10:00Z");
        await AtAsync(bench, "2026-04-05T10:05Z");

        Assert.Equal(made, (await ActivitiesAsync(bench, invoice)).Count);
        Assert.Equal(cause, (await bench.Hub.Cases.ListAsync(cancellationToken: Cancel)).SingleOrDefault()?.Reason.Cause);
    }

    /// <summary>An invoice that a person entered in Odoo: two approve, it is credited to the product of bad debts, and nothing of it is open.</summary>
    [Fact]
    public async Task WriteOff_OfAnInvoiceOfOdoosOwn_IsBookedOnceApproved()
    {
        await using FeedBench bench = Start();
        long partner = await bench.CustomerAsync("Rijwielen Janssens");
        long invoice = await bench.DocumentAsync(partner, 80m, "2026-03-01", "2026-04-01");
        await bench.PayAsync(invoice, 9m, "2026-04-02");
        ExternalRef document = new("odoo", RecordKinds.Invoice, $"{invoice}");
        await bench.Services.GetRequiredService<ICollections>().ProposeWriteOffAsync(document, "anna", "bankrupt", Cancel);
        await bench.PollAsync();
        CaseInfo held = Assert.Single(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(71m, (await bench.ReadAsync("account.move", invoice, "amount_residual")).GetDecimal("amount_residual"));
        Assert.True((await bench.Hub.Cases.ApproveAsync(held.Id, "ben", Cancel)).IsDone);
        await bench.PollAsync();

        Assert.Empty(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(0m, (await bench.ReadAsync("account.move", invoice, "amount_residual")).GetDecimal("amount_residual"));
        OdooRecord note = Assert.Single(await bench.Person.SearchReadAsync("account.move", OdooDomain.Where("reversed_entry_id", "=", invoice), ["state", "amount_total", "amount_residual", "partner_id"], new OdooSearch(), bench.Company, Cancel));
        Assert.Equal(("posted", 71m, 0m, partner), (note.GetString("state"), note.GetDecimal("amount_total"), note.GetDecimal("amount_residual"), note.GetReference("partner_id")!.Id));
    }

    /// <summary>
    /// Nothing is owed, so that only its contracts say where the customer stands: one ends and another one goes on, that one ends too, a new one begins, and one
    /// that had ended runs again.
    /// </summary>
    [Fact]
    public async Task Contracts_EndAndBeginWhileNothingIsOwed_AreToldAsCancelledAndActive()
    {
        await using FeedBench bench = Start();
        Bill();
        await HearAsync(bench, _billing.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, "cus_1"));
        await AtAsync(bench, "2026-04-11T10:00Z");
        Assert.Empty(Standings);

        await HasAsync("2026-04-11", ("sub_1", ContractStatus.Active), ("sub_2", ContractStatus.Active));
        await HasAsync("2026-04-12", ("sub_1", ContractStatus.Ended), ("sub_2", ContractStatus.Active));
        Assert.DoesNotContain(Standings, s => s != "Active/");
        await HasAsync("2026-04-13", ("sub_1", ContractStatus.Ended), ("sub_2", ContractStatus.Ended));
        Assert.Equal("Cancelled/", Standings[^1]);
        bench.HubClock.MoveTo(DateTimeOffset.Parse("2026-04-14T10:00Z", null));
        Assert.Equal(0, await bench.Services.GetRequiredService<ICollections>().ReviewAsync(Cancel));

        await HasAsync("2026-04-16", ("sub_1", ContractStatus.Ended), ("sub_2", ContractStatus.Ended), ("sub_3", ContractStatus.Active));
        Assert.Equal("Active/", Standings[^1]);
        await HasAsync("2026-04-17", ("sub_1", ContractStatus.Ended), ("sub_2", ContractStatus.Ended), ("sub_3", ContractStatus.Ended));
        Assert.Equal("Cancelled/", Standings[^1]);
        await HasAsync("2026-04-18", ("sub_1", ContractStatus.Ended), ("sub_2", ContractStatus.Active), ("sub_3", ContractStatus.Ended));
        Assert.Equal("Active/", Standings[^1]);
        Assert.Empty(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));

        // Where each contract stands at its source; the last one that changed is told.
        async Task HasAsync(string day, params (string Id, ContractStatus Status)[] contracts)
        {
            Contract first = (Contract)_billing.Records[MoneyRecords.Subscription];
            Contract[] all = [.. contracts.Select(c => first with { Ref = first.Ref with { Id = c.Id }, Deal = c.Id == "sub_1" ? first.Deal : null, Status = c.Status })];
            Contract[] changed = [.. all.Where(c => !_billing.Records.TryGetValue(c.Ref, out object? was) || ((Contract)was).Status != c.Status)];
            foreach (Contract contract in all)
            {
                _billing.Records[contract.Ref] = contract;
            }

            _billing.Records[MoneyRecords.Billed with { Kind = RecordKinds.CustomerContracts }] = new CustomerContracts(all);
            foreach (Contract contract in changed)
            {
                await HearAsync(bench, _billing.TellOf(contract));
            }

            await AtAsync(bench, $"{day}T10:00Z");
        }
    }

    private AccountSummary Summary => (AccountSummary)_crm.Done.Last(i => i.Kind == EffectKinds.AccountSummary).Record;

    /// <summary>What the CRM was told of the standing, without what was told again.</summary>
    private string[] Standings
    {
        get
        {
            List<string> told = [];
            foreach (AccountStanding one in _crm.Done.Select(i => i.Record).OfType<AccountStanding>())
            {
                string text = $"{one.Status}/{one.Step}";
                told.AddRange(told.Count == 0 || told[^1] != text ? [text] : []);
            }

            return [.. told];
        }
    }

    private FeedBench Start(Action<OdooErpOptions>? configure = null, params IReadOnlyList<DunningStep> steps)
    {
        FeedBench bench = Connect(configure, steps);
        bench.Odoo.DeclareField("res.partner", "x_standing");
        return bench;
    }

    private FeedBench Connect(Action<OdooErpOptions>? configure, IReadOnlyList<DunningStep> steps) => FeedBench.Start(
        [],
        hub =>
        {
            hub.Services.AddSingleton<IConnectedSystem>(_crm);
            hub.Services.AddSingleton<IConnectedSystem>(_billing);
            hub.AddFlow<LeadToCash>().Own<Customer>("crm").Own<Contract>("billing").Own<Invoice>("billing").Own<Payment>("billing");
            hub.Services.Configure<LeadToCashOptions>(o => (o.Crm, o.AccountSummaries, o.CollectionNotes) = ("crm", true, true));
            hub.AddCollections(o =>
            {
                o.Crm = "crm";
                o.Interval = TimeSpan.FromMinutes(1);
                foreach (DunningStep step in steps)
                {
                    o.Steps.Add(step);
                }

                if (steps.Count > 0)
                {
                    return;
                }

                o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 3 });
                o.Steps.Add(new DunningStep { Name = "final", DaysOverdue = 10, Activity = new DunningActivity { User = "integration@contract.example", Summary = "Call the customer", DueInDays = 2 } });
                o.Steps.Add(new DunningStep { Name = "suspend", DaysOverdue = 20, Status = AccountStatus.Suspended, PausesContracts = true });
            });
        },
        odoo =>
        {
            odoo.Taxes["vat21"] = "account.{company}_attn_VAT-OUT-21-L";
            odoo.Products["seat"] = "CONTRACT-SEAT";
            odoo.StandingField = "x_standing";
            odoo.BadDebtProduct = "CONTRACT-SEAT";
            configure?.Invoke(odoo);
        });

    private void Bill()
    {
        foreach ((ExternalRef reference, object record) in MoneyRecords.Bench().Records)
        {
            (reference.System == "crm" ? _crm : _billing).Records[reference] = record;
        }

        DateTimeOffset noon = new(2026, 4, 10, 10, 0, 0, TimeSpan.Zero);
        _billing.Records[MoneyRecords.InvoiceRef] = MoneyRecords.Invoice() with { IssuedAt = noon, DueAt = noon.AddDays(10) };
        Subscribe(ContractStatus.Active);
    }

    private void Subscribe(ContractStatus status) =>
        _billing.Records[MoneyRecords.Billed with { Kind = RecordKinds.CustomerContracts }] = new CustomerContracts([(Contract)_billing.Records[MoneyRecords.Subscription] with { Status = status }]);

    private Task FailAsync(FeedBench bench, int number, string at, string? next)
    {
        bench.HubClock.MoveTo(DateTimeOffset.Parse(at, null));
        PaymentAttempt attempt = new()
        {
            Ref = MoneyRecords.Ref(RecordKinds.PaymentAttempt, $"at_{number}"), Customer = MoneyRecords.Billed, Invoice = MoneyRecords.InvoiceRef, Amount = MoneyRecords.Eur(121m),
            FailedAt = DateTimeOffset.Parse(at, null), Code = "insufficient_funds", AttemptNumber = number, NextAttemptAt = next is null ? null : DateTimeOffset.Parse(next, null),
        };
        return HearAsync(bench, _billing.Tell(ChangeKinds.PaymentFailed, attempt.Ref, "cus_1", attempt));
    }

    private static async Task HearAsync(FeedBench bench, Delivery delivery)
    {
        await bench.Hub.AcceptAsync([delivery], Cancel);
        await bench.PollAsync();
    }

    /// <summary>Makes it that time, and does what is to be done then, as the running host does.</summary>
    private static async Task AtAsync(FeedBench bench, string at)
    {
        bench.HubClock.MoveTo(DateTimeOffset.Parse(at, null));
        await bench.Services.GetRequiredService<CollectionsService>().RunDueAsync(Cancel);
        await bench.PollAsync();
    }

    /// <summary>The activities on an invoice, done ones too.</summary>
    private static Task<IReadOnlyList<OdooRecord>> ActivitiesAsync(FeedBench bench, long invoice) => bench.Person.SearchReadAsync(
        "mail.activity", OdooDomain.Where("res_model", "=", "account.move").And(OdooDomain.Where("res_id", "=", invoice)), ["summary", "note", "date_deadline", "active"], new OdooSearch(),
        new OdooContext { AllowedCompanyIds = [bench.Odoo.CompanyId], ActiveTest = false }, Cancel);

    private static async Task<string[]> NotesAsync(FeedBench bench, string model, long id)
    {
        IReadOnlyList<OdooRecord> found = await bench.Person.SearchReadAsync(
            "mail.message", OdooDomain.Where("model", "=", model).And(OdooDomain.Where("res_id", "=", id)), ["body"], new OdooSearch { Order = "id" }, bench.Company, Cancel);
        return [.. found.Select(m => Words().Match(System.Net.WebUtility.HtmlDecode(m.GetString("body") ?? ""))).Where(m => m.Success).Select(m => m.Value)];
    }

    [GeneratedRegex(@"insufficient_funds[^<]*|Dunning, \w+|\w+ \u2192 \w+")]
    private static partial Regex Words();
}
