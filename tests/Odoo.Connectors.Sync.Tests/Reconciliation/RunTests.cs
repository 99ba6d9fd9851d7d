using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

public sealed class RunTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(Shop.At(10));
    private readonly HubWorld _world;
    private readonly Shop _shop = new();
    private readonly PaperLedger _ledger = new();
    private readonly Billing _billing = new();

    public RunTests() => _world = new HubWorld(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TheNextNight_IsTheSameCaseAndOneThatIsGoneCloses()
    {
        ServiceProvider node = Node();
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m), Shop.Invoice("c", 7m)]);
        _ledger.Listed.AddRange([PaperLedger.Booked("b", 21m), PaperLedger.Booked("c", 7m)]);

        ReconciliationReport first = await RunAsync(node);
        await RunAsync(node);
        IReadOnlyList<CaseInfo> open = await CasesAsync(node);
        _ledger.Listed.Add(PaperLedger.Booked("a", 100m));
        await RunAsync(node);

        Assert.Equal(["Missing shop/invoice/a", "Amount shop/invoice/b"], first.Discrepancies.Select(d => d.ToString()));
        Assert.Equal(first.Discrepancies.Select(d => d.Key), open.Select(c => c.EffectKey));
        Assert.Equal([("shop", "invoice", "shop/invoice/a"), ("shop", "invoice", "shop/invoice/b")], open.Select(c => (c.System!, c.Kind!, c.Subject!)));
        Assert.Equal("shop/invoice/b is 20.00 EUR, books/invoice/b-b is 21.00 EUR. Correct it in the ledger by a credit note and a new document, never by changing the posted one.", open[1].Reason.Message);
        CaseInfo left = Assert.Single(await CasesAsync(node));
        Assert.Equal("shop/invoice/b", left.Subject);
        Assert.Equal((CaseStatus.Resolved, "hub"), (await node.GetRequiredService<IConnectorOperations>().Cases.FindAsync(open[0].Id, Cancel)) is { } closed ? (closed.Case.Status, closed.Case.ClosedBy!) : default);
    }

    [Fact]
    public async Task Run_OfAnotherDifference_ClosesTheCaseAndOpensOne()
    {
        ServiceProvider node = Node();
        _shop.Invoices.Add(Shop.Invoice("a", 100m));
        _ledger.Listed.Add(PaperLedger.Booked("a", 101m));
        await RunAsync(node);
        _ledger.Listed[0] = PaperLedger.Booked("a", 102m);
        await RunAsync(node);

        Assert.Contains("102.00 EUR", Assert.Single(await CasesAsync(node)).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_ThatAPersonResolved_StaysClosedWhileNothingChanges()
    {
        ServiceProvider node = Node();
        _shop.Invoices.Add(Shop.Invoice("a", 100m));
        _ledger.Listed.Add(PaperLedger.Booked("a", 101m));
        await RunAsync(node);
        await node.GetRequiredService<IConnectorOperations>().Cases.ResolveAsync(Assert.Single(await CasesAsync(node)).Id, "bob", "agreed with the customer", cancellationToken: Cancel);

        ReconciliationReport again = await RunAsync(node);
        IReadOnlyList<CaseInfo> quiet = await CasesAsync(node);
        _ledger.Listed[0] = PaperLedger.Booked("a", 102m);
        await RunAsync(node);

        Assert.Single(again.Discrepancies);
        Assert.Empty(quiet);
        Assert.Single(await CasesAsync(node));
    }

    [Fact]
    public async Task Run_SinceAnInstant_LeavesCasesOfWhatItDidNotLookAt()
    {
        ServiceProvider node = Node();
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m) with { IssuedAt = Shop.At(5) }]);
        await RunAsync(node);
        _ledger.Listed.Add(PaperLedger.Booked("b", 20m) with { On = new DateOnly(2026, 3, 5) });

        await RunAsync(node, Shop.At(4));

        Assert.Equal(["shop/invoice/a"], (await CasesAsync(node)).Select(c => c.Subject));
    }

    [Fact]
    public async Task ListedBeforeItWasBooked_IsReadOnceMoreAndIsNoDiscrepancy()
    {
        ServiceProvider node = Node();
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m), Shop.Invoice("c", 5m, isPaid: true)]);
        _ledger.Listed.AddRange([PaperLedger.Booked("b", 20m), PaperLedger.Booked("c", 5m), PaperLedger.Booked("d", 9m)]);
        // While the run goes on: a is booked, b changes at the source, c is paid in the books, d comes to be.
        _ledger.Since.AddRange([PaperLedger.Booked("a", 100m), PaperLedger.Booked("c", 5m, PositionState.Settled)]);
        int pages = 0;
        _shop.OnPage = () =>
        {
            if (++pages == 2)
            {
                _shop.Invoices[1] = Shop.Invoice("b", 20m, isPaid: false);
                _shop.Invoices.Insert(0, Shop.Invoice("d", 9m));
            }
        };

        ReconciliationReport report = await RunAsync(node);

        Assert.True(report.IsClean, string.Join('\n', report.Discrepancies));
        Assert.Empty(report.InFlight);
    }

    [Fact]
    public async Task Missing_ParkedWithACase_IsADiscrepancyThatNamesIt()
    {
        ServiceProvider node = Node();
        _shop.Invoices.Add(Shop.Invoice("a", 100m));
        await node.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.Zero, Cancel);

        ReconciliationReport report = await RunAsync(node);

        CaseInfo parked = Assert.Single(await node.GetRequiredService<IConnectorOperations>().Cases.ListAsync(new CaseFilter { Status = CaseStatus.Open, Cause = "no-tax" }, cancellationToken: Cancel));
        Assert.Equal([$"case {parked.Id} (no-tax)"], report.Discrepancies.Select(d => d.Cause));
    }

    [Fact]
    public async Task Unreadable_AtTheSource_IsCountedAndIsNotExtra()
    {
        ServiceProvider node = Node();
        _shop.Invoices.Add(Shop.Invoice("a", 100m) with { Number = "unreadable" });
        _ledger.Listed.Add(PaperLedger.Booked("a", 100m));

        ReconciliationReport report = await RunAsync(node);

        Assert.True(report.IsClean, string.Join('\n', report.Discrepancies));
        Assert.Equal(1, report.Unreadable);
    }

    [Fact]
    public async Task AutoAccept_OfMissing_TellsItAgainByRuleAndNothingElse()
    {
        ServiceProvider node = Node(o => o.AutoAccept.Add(DiscrepancyKind.Missing));
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m, isPaid: true), Shop.Invoice("c", 5m)]);
        _ledger.Listed.Add(PaperLedger.Booked("b", 20m));

        ReconciliationReport report = await RunAsync(node);

        IReadOnlyList<EventReport> told = await node.GetRequiredService<IConnectorOperations>().EventsAsync(Cancel);
        Assert.Equal((3, 2), (report.Discrepancies.Count, report.Accepted));
        Assert.Equal(["shop/invoice/a", "shop/invoice/c"], told.Select(e => e.Subject).Order(StringComparer.Ordinal));
        // What the rule took on needs nobody.
        Assert.Equal(["shop/invoice/b"], (await CasesAsync(node)).Select(c => c.Subject));
        Assert.Equal(["Missing", "Missing", null], report.Discrepancies.Select(d => d.AcceptedBy));
    }

    [Fact]
    public async Task AutoAcceptRule_WithLimits_TakesWhatHoldsAndIsNamedInReportAndTrail()
    {
        ServiceProvider node = Node(o => o.AutoAcceptRules.Add(new AutoAcceptRule { Name = "small", Kinds = [DiscrepancyKind.Missing], LargestAmounts = { ["EUR"] = 20m }, MostPerRun = 1 }));
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m), Shop.Invoice("c", 20.01m)]);

        await RunAsync(node);

        ReconciliationReport report = (await node.GetRequiredService<IReconciliation>().LatestAsync(Shop.System, Cancel))!;
        Assert.Equal([("a", null), ("b", "small"), ("c", null)], report.Discrepancies.Select(d => (d.Subject.Id, d.AcceptedBy)));
        Assert.Equal((1, null), (report.Accepted, report.NotAccepted));
        Assert.Equal(["shop/invoice/a", "shop/invoice/c"], (await CasesAsync(node)).Select(c => c.Subject));
        RuleVersion[] rules = [.. await node.GetRequiredService<IConnectorOperations>().Audit.RulesAsync(Cancel)];
        Assert.Equal([$"Missing shop/invoice/b by the rule 'small' of rules {rules.Last(r => r.Part == "all").Hash}"], await TrailAsync(node, "correction-accepted"));
        Assert.Equal("settles in 00:15:00\naccepts by small: Missing, up to 20 EUR, 1 a run", rules.Last(r => r.Part == "reconciliation").Words);
    }

    [Fact]
    public async Task AutoAcceptRule_ThatWouldTakeMoreThanItMay_TakesNothingAndTheReportSaysSo()
    {
        ServiceProvider node = Node(o =>
        {
            o.AutoAccept.Add(DiscrepancyKind.State);
            o.AutoAcceptRules.Add(new AutoAcceptRule { Name = "few", Kinds = [DiscrepancyKind.Missing], MostPerRun = 1 });
        });
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m), Shop.Invoice("c", 5m, isPaid: true)]);
        _ledger.Listed.Add(PaperLedger.Booked("c", 5m));

        await RunAsync(node);

        // The paid one would be taken by another rule: in a flood nothing is.
        ReconciliationReport report = (await node.GetRequiredService<IReconciliation>().LatestAsync(Shop.System, Cancel))!;
        Assert.Equal((3, 0), (report.Discrepancies.Count, report.Accepted));
        Assert.Contains("the rule 'few' holds for 2 discrepancies and may take 1", report.NotAccepted, StringComparison.Ordinal);
        Assert.Empty(await node.GetRequiredService<IConnectorOperations>().EventsAsync(Cancel));
        Assert.Equal(3, (await CasesAsync(node)).Count);
    }

    [Fact]
    public async Task Source_ThatListsEventsOnly_IsRefusedWithWhatToSet()
    {
        ServiceProvider node = Node();
        _shop.Streams = ["events"];

        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(node));

        Assert.Equal((ErrorKind.Configuration, "Source"), (refused.Kind, refused.Field));
        Assert.Contains("lists its records", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nightly", "shop", DiscrepancyKind.Missing, "Reconciliation:Schedule")]
    [InlineData("0 3 * * *", null, DiscrepancyKind.Missing, "Reconciliation:Sources must name")]
    [InlineData("0 3 * * *", "stop", DiscrepancyKind.Missing, "names 'stop'")]
    [InlineData("0 3 * * *", "shop", DiscrepancyKind.Amount, "Reconciliation:AutoAccept")]
    public void Options_ThatAreWrong_SayWhatToSet(string schedule, string? source, DiscrepancyKind accept, string message)
    {
        ServiceProvider node = Node(o =>
        {
            o.Schedule = schedule;
            o.AutoAccept.Add(accept);
            o.Sources = source is null ? [] : [source];
        });

        OptionsValidationException wrong = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<ReconciliationOptions>>().Value);

        Assert.Contains(message, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name")]
    [InlineData("Kinds")]
    [InlineData("Ledgers")]
    [InlineData("RecordKinds")]
    [InlineData("LargestAmounts")]
    [InlineData("MostPerRun")]
    public void AutoAcceptRule_ThatIsWrong_SaysWhatToSet(string wrong)
    {
        ServiceProvider node = Node(o =>
        {
            o.AutoAccept.Add(DiscrepancyKind.State);
            o.AutoAcceptRules.Add(new AutoAcceptRule
            {
                Name = wrong == "Name" ? "state" : "small", Kinds = [wrong == "Kinds" ? DiscrepancyKind.State : DiscrepancyKind.Missing], Ledgers = [wrong == "Ledgers" ? Shop.System : PaperLedger.System],
                RecordKinds = [wrong == "RecordKinds" ? "bill" : RecordKinds.Invoice], LargestAmounts = { [wrong == "LargestAmounts" ? "euro" : "EUR"] = 5m }, MostPerRun = wrong == "MostPerRun" ? 0 : 1,
            });
        });

        OptionsValidationException failed = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<ReconciliationOptions>>().Value);

        Assert.StartsWith($"Reconciliation:AutoAcceptRules:0:{wrong}", Assert.Single(failed.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_IsRunOnceByOneOfTwoNodesAndAMissedOneOnce()
    {
        // It is noon; the runs are at three.
        Action<ReconciliationOptions> nightly = o => (o.Schedule, o.Sources) = ("0 3 * * *", ["shop"]);
        ReconciliationService one = Node(nightly).GetRequiredService<ReconciliationService>(), two = Node(nightly, "node-3").GetRequiredService<ReconciliationService>();

        Assert.Equal((0, 0), await BothAsync());
        _clock.Advance(TimeSpan.FromHours(15));
        Assert.Equal((1, 0), await BothAsync());
        Assert.Equal((0, 0), await BothAsync());
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((1, 0), await BothAsync());
        Assert.Equal((0, 0), await BothAsync());

        async Task<(int, int)> BothAsync() => ((await one.RunDueAsync(Cancel)).Count, (await two.RunDueAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Requested_ByAnyProcess_IsRunOnceByOneOfTwoNodesAndTellsWhatBecameOfIt()
    {
        ServiceProvider node = Node();
        IReconciliation reconciliation = node.GetRequiredService<IReconciliation>();
        ReconciliationService one = node.GetRequiredService<ReconciliationService>(), two = Node(name: "node-3").GetRequiredService<ReconciliationService>();
        _shop.Invoices.AddRange([Shop.Invoice("a", 100m), Shop.Invoice("b", 20m) with { IssuedAt = Shop.At(5) }]);

        ReconciliationRequest asked = await reconciliation.RequestAsync(new ReconciliationScope { Source = Shop.System, From = Shop.At(4), Kinds = [RecordKinds.Invoice] }, "ann", Cancel);
        Assert.Equal(ReconciliationRequestState.Asked, (await reconciliation.RequestedAsync(Shop.System, Cancel))!.State);
        // Nor does another node take it while it runs.
        _shop.OnPage = () =>
        {
            _shop.OnPage = null;
            Assert.Empty(two.RunDueAsync(Cancel).GetAwaiter().GetResult());
        };
        ReconciliationReport report = Assert.Single(await one.RunDueAsync(Cancel));
        Assert.Empty(await two.RunDueAsync(Cancel));
        Assert.Equal(("ann", Shop.At(4), 1), (report.By, report.From, report.Discrepancies.Count));
        ReconciliationRequest done = (await reconciliation.RequestedAsync(Shop.System, Cancel))!;
        Assert.Equal((asked.AskedAt, ReconciliationRequestState.Done, null), (done.AskedAt, done.State, done.Failure));

        await reconciliation.RequestAsync(new ReconciliationScope { Source = "stop" }, "ann", Cancel);
        Assert.Empty(await two.RunDueAsync(Cancel));
        ReconciliationRequest failed = (await reconciliation.RequestedAsync("stop", Cancel))!;
        Assert.Equal(ReconciliationRequestState.Failed, failed.State);
        Assert.Contains("'stop'", failed.Failure, StringComparison.Ordinal);
        Assert.Null(await reconciliation.RequestedAsync("books", Cancel));
    }

    /// <summary>A disk that is full must not stop the host, nor may what it says, which can quote anything, be shown.</summary>
    [Fact]
    public async Task Requested_FailsUnforeseen_IsSaidAndTheHostGoesOn()
    {
        ServiceProvider node = Node();
        IReconciliation reconciliation = node.GetRequiredService<IReconciliation>();
        _shop.OnPage = () => throw new IOException("no space left for anna@example.com");
        await reconciliation.RequestAsync(new ReconciliationScope { Source = Shop.System }, "ann", Cancel);

        Assert.Empty(await node.GetRequiredService<ReconciliationService>().RunDueAsync(Cancel));
        ReconciliationRequest failed = (await reconciliation.RequestedAsync(Shop.System, Cancel))!;
        Assert.Equal(ReconciliationRequestState.Failed, failed.State);
        Assert.Contains("IOException", failed.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", failed.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requested_AnewWhileItRuns_IsRunAgain()
    {
        ServiceProvider node = Node();
        IReconciliation reconciliation = node.GetRequiredService<IReconciliation>();
        ReconciliationService service = node.GetRequiredService<ReconciliationService>();
        _shop.Invoices.Add(Shop.Invoice("a", 100m));
        await reconciliation.RequestAsync(new ReconciliationScope { Source = Shop.System }, "ann", Cancel);
        _shop.OnPage = () =>
        {
            _shop.OnPage = null;
            _clock.Advance(TimeSpan.FromSeconds(1));
            reconciliation.RequestAsync(new ReconciliationScope { Source = Shop.System }, "bob", Cancel).GetAwaiter().GetResult();
        };

        Assert.Equal("ann", Assert.Single(await service.RunDueAsync(Cancel)).By);
        Assert.Equal("bob", Assert.Single(await service.RunDueAsync(Cancel)).By);
        Assert.Empty(await service.RunDueAsync(Cancel));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static Task<ReconciliationReport> RunAsync(ServiceProvider node, DateTimeOffset? from = null) =>
        node.GetRequiredService<IReconciliation>().RunAsync(new ReconciliationScope { Source = Shop.System, From = from }, "ann", Cancel);

    private static async Task<string?[]> TrailAsync(ServiceProvider node, string what) => [.. (await node.GetRequiredService<HubStore>().ReadAsync(t => t.Proof.LinesAsync("hub", 0, 1000, 1000, Cancel), Cancel))
        .Where(l => l.Line.What == what).Select(l => l.Line.Detail)];

    private static Task<IReadOnlyList<CaseInfo>> CasesAsync(ServiceProvider node) => node.GetRequiredService<IConnectorOperations>().Cases.ListAsync(
        new CaseFilter { Status = CaseStatus.Open, Cause = "reconciliation" }, cancellationToken: Cancel);

    private ServiceProvider Node(Action<ReconciliationOptions>? configure = null, string name = "node-2") => _world.AddNode(name, services =>
    {
        services.AddSingleton<IConnectedSystem>(_shop);
        services.AddSingleton<IConnectedSystem>(_ledger);
        services.AddSingleton<IFlow>(_billing);
        services.AddConnectorHub().AddReconciliation(configure);
    });

    /// <summary>Decides no invoice: a person has to say its tax.</summary>
    private sealed class Billing : IFlow
    {
        public bool Handles(string changeKind) => changeKind == ChangeKinds.InvoiceIssued;

        public Decision Decide(Change change, Known known) => new Decision.Review(new CaseReason(ErrorKind.Configuration, "no-tax", "The rate has no tax. Map it, then retry."));
    }
}
