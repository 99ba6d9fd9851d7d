using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>Many documents written to Odoo with plain calls: each step one call for all, and each document for itself.</summary>
public sealed class StepwiseBatchTests : IAsyncDisposable
{
    private const string Invoices = "account.move";
    private readonly OdooEmulator _odoo = new(WithSeat());
    private readonly ServiceProvider _services;
    private readonly IPort _port;
    private JsonRpc? _books;
    private long _partner;
    private long _product;

    public StepwiseBatchTests()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddOdooConnectors().AddOdoo(
            "odoo",
            odoo =>
            {
                odoo.Url = new Uri("http://odoo.invalid");
                odoo.Database = _odoo.Database;
                odoo.Login = _odoo.IntegrationLogin;
                odoo.Secret = _odoo.IntegrationPassword;
                odoo.Company = "Contract BE";
                odoo.TimeZone = "Europe/Brussels";
            },
            client => client.ConfigurePrimaryHttpMessageHandler(_ => _odoo.CreateHandler()));
        _services = services.BuildServiceProvider();
        _port = (IPort)_services.GetRequiredService<IConnectedSystem>();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_NewInvoices_TakeAtMostEightCalls()
    {
        await StartAsync();
        int before = _odoo.Calls.Count;
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([.. Enumerable.Range(1, 50).Select(n => Invoice(n))], Cancel);

        Assert.InRange(_odoo.Calls.Count - before, 1, 8);
        Assert.Equal(50, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(50, await CountAsync(new JsonArray("state", "=", "posted")));

        // 50 invoices of 5 x 40.00, no tax: 50 x 200.00 = 10,000.00.
        JsonArray all = await _books!.SearchReadAsync(Invoices, [], "amount_total");
        Assert.Equal(10_000m, all.Sum(m => (decimal)m!["amount_total"]!));
    }

    [Fact]
    public async Task OneOfThem_ComesToAnotherTotal_OnlyItIsRefusedAndLeavesNothing()
    {
        await StartAsync();
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(1), Invoice(2, total: 199m), Invoice(3)], Cancel);
        Assert.Equal(OutcomeStatus.Refused, outcomes.Single(o => o.Key == "k2").Status);
        Assert.Equal("expectation-failed", outcomes.Single(o => o.Key == "k2").Reason!.Cause);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(2, await CountAsync());

        // The others go on as they are: one load for all of them.
        Assert.Single(_odoo.Calls, c => c.Method == "load");
    }

    [Fact]
    public async Task OneOfThem_OdooRefusesToLoad_OnlyItIsRefused()
    {
        await StartAsync();
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(1), Invoice(2, product: 999_999), Invoice(3)], Cancel);
        Assert.Equal(OutcomeStatus.Refused, outcomes.Single(o => o.Key == "k2").Status);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(2, await CountAsync(new JsonArray("state", "=", "posted")));
    }

    /// <summary>Below zero: Odoo takes the draft and refuses to post it.</summary>
    [Fact]
    public async Task OneOfThem_OdooRefusesToPost_OnlyItIsRefusedAndLeavesNothing()
    {
        await StartAsync();
        Dispatch below = Invoice(2, total: -200m);
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync(
            [Invoice(1), below with { Payload = below.Payload.Replace("\"price_unit\":40", "\"price_unit\":-40", StringComparison.Ordinal) }, Invoice(3)], Cancel);
        Assert.Equal(OutcomeStatus.Refused, outcomes.Single(o => o.Key == "k2").Status);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(2, await CountAsync());
        Assert.Equal(2, await CountAsync(new JsonArray("state", "=", "posted")));
    }

    [Fact]
    public async Task StoreWasLost_EverythingSentAgain_IsFoundAndNothingIsMade()
    {
        await StartAsync();
        Dispatch[] dispatches = [.. Enumerable.Range(1, 5).Select(n => Invoice(n))];
        await _port.SendAsync(dispatches, Cancel);
        IReadOnlyList<Outcome> again = await _port.SendAsync([.. dispatches, Invoice(6)], Cancel);
        Assert.Equal(5, again.Count(o => o.Status == OutcomeStatus.Replayed));
        Assert.Equal(6, await CountAsync());
    }

    [Fact]
    public async Task AnotherDocument_OfTheSameNumber_IsNotTakenForOurs()
    {
        await StartAsync();
        await _port.SendAsync([Invoice(1)], Cancel);
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(7, number: "INV-1"), Invoice(8)], Cancel);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(3, await CountAsync());
        Assert.Equal(2, _odoo.Calls.Count(c => c.Method == "load"));
    }

    [Fact]
    public async Task StoreWasLost_DraftThatAPersonEdited_IsNotWrittenOver()
    {
        await StartAsync();
        await _port.SendAsync([Invoice(1), Invoice(2)], Cancel);
        long edited = await IdAsync("INV-1");
        await _books!.CallAsync(Invoices, "button_draft", [new JsonArray(edited)]);
        long line = (long)(await _books.SearchReadAsync("account.move.line", [new JsonArray("move_id", "=", edited), new JsonArray("product_id", "=", _product)], "name"))[0]!["id"]!;
        await _books.CallAsync("account.move.line", "write", [new JsonArray(line), new JsonObject { ["quantity"] = 6 }]);

        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(1), Invoice(3), Invoice(4)], Cancel);
        Assert.Equal("expectation-failed", outcomes.Single(o => o.Key == "k1").Reason!.Cause);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));

        // 6 seats at 40.00 by now: 240.00.
        JsonNode theirs = Assert.Single(await _books.SearchReadAsync(Invoices, [new JsonArray("id", "=", edited)], "state", "amount_total"))!;
        Assert.Equal(("draft", 240m), ((string)theirs["state"]!, (decimal)theirs["amount_total"]!));
    }

    /// <summary>What the target's budget is charged with is what Odoo was asked, however the documents went.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(20, false)]
    [InlineData(5, true)]
    public async Task Calls_OfASend_AreCountedAsOdooSeesThem(int documents, bool again)
    {
        await StartAsync();
        Dispatch[] dispatches = [.. Enumerable.Range(1, documents).Select(n => Invoice(n))];
        if (again)
        {
            await _port.SendAsync(dispatches, Cancel);
        }

        int before = _odoo.Calls.Count;
        SendCalls.Tally tally = SendCalls.Begin();
        await _port.SendAsync([.. dispatches.Select(d => d with { Attempts = again ? 1 : 0 })], Cancel);
        int calls = _odoo.Calls.Count - before;
        Assert.Equal(calls, tally.Calls);
        Assert.InRange(calls, again ? documents : _port.CallCost(documents) - 1, 20);
    }

    /// <summary>What was tried before may be there under a number that a person changed: only its external id tells.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task TriedBefore_EachIsLookedUpAndNoneIsLoadedAgain(bool inDoubt, int attempts)
    {
        await StartAsync();
        Dispatch[] dispatches = [Invoice(1), Invoice(2)];
        await _port.SendAsync(dispatches, Cancel);
        await _books!.CallAsync(Invoices, "write", [new JsonArray(await IdAsync("INV-1"), await IdAsync("INV-2")), new JsonObject { ["ref"] = "Paid in cash" }]);

        int before = _odoo.Calls.Count;
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([.. dispatches.Select(d => d with { InDoubt = inDoubt, Attempts = attempts })], Cancel);
        Assert.All(outcomes, o => Assert.Equal(OutcomeStatus.Replayed, o.Status));
        Assert.DoesNotContain(_odoo.Calls.Skip(before), c => c.Method == "load");
        Assert.Equal(2, await CountAsync(new JsonArray("ref", "=", "Paid in cash")));
    }

    [Fact]
    public async Task Send_AfterTheLease_WritesNothing()
    {
        await StartAsync();
        using (SendLease.Begin(() => false))
        {
            Assert.All(await _port.SendAsync([Invoice(1), Invoice(2)], Cancel), o => Assert.Equal(OutcomeStatus.NotApplied, o.Status));
        }

        Assert.DoesNotContain(_odoo.Calls, c => c.Method == "load");
        Assert.All(await _port.SendAsync([Invoice(1), Invoice(2)], Cancel), o => Assert.Equal(OutcomeStatus.Applied, o.Status));
    }

    [Fact]
    public async Task CreditNotes_ToBeReconciled_AreReconciledEachWithItsInvoice()
    {
        await StartAsync();
        await _port.SendAsync([Invoice(1), Invoice(2)], Cancel);
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync(
            [Invoice(3, type: "out_refund", reconcile: "oc_batch.invoice_1"), Invoice(4, type: "out_refund", reconcile: "oc_batch.invoice_2")], Cancel);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));

        // 200.00 less the 200.00 credited: nothing is left to pay.
        JsonArray invoices = await _books!.SearchReadAsync(Invoices, [new JsonArray("move_type", "=", "out_invoice")], "amount_residual");
        Assert.Equal([0m, 0m], invoices.Select(m => (decimal)m!["amount_residual"]!));
    }

    /// <summary>A tax that is forced is written on each draft: no load holds it.</summary>
    [Fact]
    public async Task Taxes_ThatAreForced_AreWrittenOnEach()
    {
        await StartAsync();
        await _port.SendAsync([Invoice(1)], Cancel);
        JsonNode totals = (await _books!.SearchReadAsync(Invoices, [new JsonArray("ref", "=", "INV-1")], "tax_totals"))[0]!["tax_totals"]!;
        int before = _odoo.Calls.Count;
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(2, totals: totals), Invoice(3, totals: totals)], Cancel);
        Assert.Equal(2, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(2, _odoo.Calls.Skip(before).Count(c => c.Method == "write"));
    }

    [Fact]
    public async Task OneOfThem_HasAFieldTheOthersLack_KeepsIt()
    {
        await StartAsync();
        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([Invoice(1), Invoice(2, origin: "S00007"), Invoice(3)], Cancel);
        Assert.Equal(3, outcomes.Count(o => o.Status == OutcomeStatus.Applied));
        Assert.Equal(1, await CountAsync(new JsonArray("invoice_origin", "=", "S00007")));
    }

    [Theory]
    [InlineData("load", EmulatorFault.DropReply)]
    [InlineData("load", EmulatorFault.ServerErrorPageAfter)]
    [InlineData("load", EmulatorFault.DropRequest)]
    [InlineData("action_post", EmulatorFault.DropReply)]
    [InlineData("action_post", EmulatorFault.DropRequest)]
    public async Task Reply_Lost_AllAreInDoubtAndThenOnceInTheBooks(string method, EmulatorFault fault)
    {
        await StartAsync();
        bool once = true;
        _odoo.OnCall = call => call.Method == method && once && !(once = false) ? fault : EmulatorFault.None;
        Dispatch[] dispatches = [.. Enumerable.Range(1, 5).Select(n => Invoice(n))];
        IReadOnlyList<Outcome> lost = await _port.SendAsync(dispatches, Cancel);
        Assert.All(lost, o => Assert.Equal(OutcomeStatus.Unknown, o.Status));

        IReadOnlyList<Outcome> outcomes = await _port.SendAsync([.. dispatches.Select(d => d with { InDoubt = true, Attempts = 1 })], Cancel);
        Assert.All(outcomes, o => Assert.True(o.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed, o.Reason?.Message));
        Assert.Equal(5, await CountAsync(new JsonArray("state", "=", "posted")));
        Assert.Equal(5, await CountAsync());
    }

    /// <summary>The payment is posted, and its entry cannot be looked at: neither applied nor refused, and never proven not to be there.</summary>
    [Theory]
    [InlineData(EmulatorFault.Redirect)]
    [InlineData(EmulatorFault.SerializationFailure)]
    public async Task Payment_WhoseEntryCannotBeLookedAt_IsInDoubtAndThenOnceInTheBooks(EmulatorFault fault)
    {
        await StartAsync();
        Dispatch payment = await PaymentAsync();
        _odoo.OnCall = call => call.Arguments.Contains("origin_payment_id", StringComparison.Ordinal) ? fault : EmulatorFault.None;
        Assert.Equal(OutcomeStatus.Unknown, Assert.Single(await _port.SendAsync([payment], Cancel)).Status);

        _odoo.OnCall = null;
        Outcome found = Assert.Single(await _port.SendAsync([payment with { InDoubt = true, Attempts = 1 }], Cancel));
        Assert.Equal((OutcomeStatus.Replayed, null), (found.Status, found.Discrepancy));
        Assert.Single(await _books!.SearchReadAsync("account.payment", [], "state"));
    }

    public async ValueTask DisposeAsync()
    {
        _books?.Dispose();
        await _services.DisposeAsync();
        await _odoo.DisposeAsync();
    }

    private static OdooEmulatorOptions WithSeat()
    {
        OdooEmulatorOptions options = new();
        options.Products.Add(("SEAT", "Seat"));
        return options;
    }

    private async Task StartAsync()
    {
        await _odoo.StartAsync(Cancel);
        await _port.IdentifyAsync(Cancel);
        _books = new JsonRpc(_odoo.Url, _odoo.Database, _odoo.IntegrationLogin, _odoo.IntegrationPassword);
        _partner = (long)(await _books.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Batch BV" }]))!;
        _product = (long)(await _books.SearchReadAsync("product.product", [new JsonArray("default_code", "=", "SEAT")], "name"))[0]!["id"]!;
    }

    private async Task<int> CountAsync(params JsonArray[] domain) => (int)(await _books!.CallAsync(Invoices, "search_count", [new JsonArray([.. domain])]))!;

    private async Task<long> IdAsync(string number) => (long)Assert.Single(await _books!.SearchReadAsync(Invoices, [new JsonArray("ref", "=", number)], "ref"))!["id"]!;

    private async Task<Dispatch> PaymentAsync()
    {
        DocumentPlan plan = new("oc_batch.payment_1", "account.payment") { Company = _odoo.CompanyId, Calls = ["action_post"], Read = ["state"] };
        plan.Values["payment_type"] = "inbound";
        plan.Values["partner_type"] = "customer";
        plan.Values["partner_id"] = _partner;
        plan.Values["amount"] = 100m;
        plan.Values["date"] = "2026-03-16";
        plan.Values["journal_id"] = (long)(await _books!.SearchReadAsync("account.journal", [new JsonArray("code", "=", "BNK1")], "name"))[0]!["id"]!;
        return new Dispatch { Key = "p1", Kind = EffectKinds.Payment, Class = EffectClass.Document, Payload = plan.ToString(), Way = ErpWays.Steps, InDoubt = false, Attempts = 0 };
    }

    /// <summary>5 seats at 40.00 without tax: 200.00.</summary>
    private Dispatch Invoice(
        int n, decimal total = 200m, string? number = null, long? product = null, string type = "out_invoice", string? reconcile = null, string? origin = null, JsonNode? totals = null)
    {
        DocumentPlan plan = new(string.Create(CultureInfo.InvariantCulture, $"oc_batch.invoice_{n}"), Invoices)
        {
            Company = _odoo.CompanyId, Calls = ["action_post"], Reconcile = reconcile is null ? [] : [reconcile], Read = ["name", "state", "amount_total"],
        };
        plan.Values["move_type"] = type;
        if (origin is not null)
        {
            plan.Values["invoice_origin"] = origin;
        }

        if (totals is not null)
        {
            plan.Values["tax_totals"] = totals.DeepClone();
        }

        plan.Values["partner_id"] = _partner;
        plan.Values["invoice_date"] = "2026-03-16";
        plan.Values["ref"] = number ?? string.Create(CultureInfo.InvariantCulture, $"INV-{n}");
        plan.Values["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
        {
            ["product_id"] = product ?? _product, ["name"] = "Seats", ["quantity"] = 5, ["price_unit"] = 40, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
        }));
        plan.Expect["amount_total"] = total;
        plan.ExpectAfter["state"] = "posted";
        return new Dispatch
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"k{n}"), Kind = EffectKinds.Invoice, Class = EffectClass.Document,
            Payload = plan.ToString(), Way = ErpWays.Steps, InDoubt = false, Attempts = 0,
        };
    }
}
