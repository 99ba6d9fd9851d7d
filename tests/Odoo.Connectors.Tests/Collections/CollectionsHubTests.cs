using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Billing;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>Dunning goes through inbox, lane and ledger: once, whatever is repeated, overtaken or interrupted.</summary>
public sealed class CollectionsHubTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Course_FromDueToPaid_TellsEverybodyOnceAndPausesAndResumes()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        List<int> brought = [];
        foreach (int day in new[] { 0, 1, 2, 3, 4, 20, 21 })
        {
            brought.Add(await world.OnDayAsync(day));
        }

        Assert.Equal([0, 1, 0, 1, 0, 1, 0], brought);
        world.Standing(ContractStatus.Paused);
        world.Books.Items["12"] = ("7", 0m, new DateOnly(2026, 4, 20));
        Assert.Equal(1, await world.OnDayAsync(22));
        Assert.Equal(0, await world.OnDayAsync(23));

        Assert.Equal(["PastDue/", "PastDue/reminder", "Suspended/suspend", "Active/"], CollectionsHub.Written(world.Hub.Crm));
        Assert.Equal(
            ["Active \u2192 PastDue", "reminder", "suspend", "PastDue \u2192 Suspended", "Suspended \u2192 Active"], CollectionsHub.Written(world.Hub.Ledger).Where(w => !w.Contains('/')));
        Assert.Equal([EffectKinds.ContractPause, EffectKinds.ContractResumption], CollectionsHub.Written(world.Hub.Platform));
        Assert.Equal(MoneyRecords.Subscription, ((ContractPause)world.Hub.Platform.Done[0].Record).Contract);
        await world.Hub.AssertNoCasesAsync();
    }

    /// <summary>Two nodes, or the same one twice, look at the same thing before it is decided.</summary>
    [Fact]
    public async Task Review_TwiceBeforeItIsDecided_IsOneTask()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        world.SetDay(3);
        Assert.Equal(1, await world.Collections.ReviewAsync(Cancel));
        Assert.Equal(0, await world.Collections.ReviewAsync(Cancel));
        await world.Hub.DrainAsync();
        Assert.Equal(0, await world.OnDayAsync(3));
        Assert.Single(CollectionsHub.Written(world.Hub.Ledger), w => w == "reminder");
    }

    [Fact]
    public async Task Paid_AfterItWasBroughtUpAndBeforeItIsDecided_TakesNoStep()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        world.SetDay(3);
        await world.Collections.ReviewAsync(Cancel);
        world.Books.Items["12"] = ("7", 0m, new DateOnly(2026, 4, 20));
        await world.Hub.DrainAsync();
        Assert.DoesNotContain("reminder", CollectionsHub.Written(world.Hub.Ledger));
        Assert.Equal("Active/", Assert.Single(CollectionsHub.Written(world.Hub.Crm)));
    }

    [Fact]
    public async Task ProcessEnds_AtEachPoint_EachStepIsTakenOnce()
    {
        int interrupted = 0;
        foreach (string point in FaultPoint.All.Except([FaultPoint.Polled, FaultPoint.BeforeAccept, FaultPoint.Accepted]))
        {
            using Crash crash = new();
            await using CollectionsHub world = await CollectionsHub.StartAsync(crash);
            world.SetDay(20);
            crash.At(point, crash.Hits.GetValueOrDefault(point) + 1);
            try
            {
                await world.Collections.ReviewAsync(crash.Token);
                await world.Hub.Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
            }
            catch (OperationCanceledException) when (crash.Happened)
            {
                await world.Hub.RestartAsync();
            }

            Assert.True(crash.Happened, $"{point} was not reached");
            await world.OnDayAsync(20);
            await world.OnDayAsync(21);
            await world.OnDayAsync(21);
            Assert.Equal(["reminder", "suspend"], CollectionsHub.Written(world.Hub.Ledger).Where(w => w is "reminder" or "suspend"));
            Assert.Equal([EffectKinds.ContractPause], CollectionsHub.Written(world.Hub.Platform));
            interrupted++;
        }

        Assert.Equal(FaultPoint.All.Count - 3, interrupted);
    }

    [Fact]
    public async Task Promise_NotKept_HoldsStepsThenIsACaseAndTheNextStep()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        await world.OnDayAsync(2);
        await world.Collections.PromiseAsync(MoneyRecords.Crm, MoneyRecords.Eur(121m), new DateOnly(2026, 4, 27), "anna", "Ms Peeters is back by then", Cancel);
        await world.Hub.DrainAsync();
        await world.OnDayAsync(3);
        await world.OnDayAsync(7);
        Assert.DoesNotContain("reminder", CollectionsHub.Written(world.Hub.Ledger));
        Assert.Equal(new DateOnly(2026, 4, 27), Assert.Single(await world.Collections.FindAsync(MoneyRecords.Crm, Cancel)).PromisedUntil);
        Assert.Equal(new DateOnly(2026, 4, 27), ((AccountStanding)world.Hub.Crm.Done[^1].Record).PromisedUntil);

        await world.OnDayAsync(8);
        CaseInfo broken = Assert.Single(await world.Hub.CasesAsync());
        Assert.Equal("promise-broken", broken.Reason.Cause);
        Assert.Single(CollectionsHub.Written(world.Hub.Ledger), w => w == "reminder");
        // The case holds nothing up: what is paid is told.
        world.Books.Items["12"] = ("7", 0m, new DateOnly(2026, 4, 20));
        await world.OnDayAsync(9);
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Crm)[^1]);

        Assert.Contains(await TrailAsync(world), e => e is { What: "promised", By: "anna", Detail: string d } && d.Contains("121.00 EUR until 2026-04-27", StringComparison.Ordinal) && !d.Contains("Peeters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteOff_ProposedByAPerson_AnotherApprovesItAndItIsBookedOnce()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        await world.OnDayAsync(4);
        await world.Collections.ProposeWriteOffAsync(CollectionsHub.Document, "anna", "bankrupt", Cancel);
        await world.Hub.DrainAsync();
        CaseInfo held = Assert.Single(await world.Hub.CasesAsync());
        Assert.Equal("approval", held.Reason.Cause);
        Assert.DoesNotContain(EffectKinds.WriteOff, CollectionsHub.Written(world.Hub.Ledger));

        CaseResult own = await world.Hub.Hub.Cases.ApproveAsync(held.Id, "Anna", Cancel);
        Assert.Equal(CaseOutcome.NotAllowed, own.Outcome);
        await world.Hub.DrainAsync();
        Assert.DoesNotContain(EffectKinds.WriteOff, CollectionsHub.Written(world.Hub.Ledger));
        Assert.True((await world.Hub.Hub.Cases.ApproveAsync(held.Id, "ben", Cancel)).IsDone);
        await world.Hub.DrainAsync();
        await world.Collections.ProposeWriteOffAsync(CollectionsHub.Document, "anna", "bankrupt", Cancel);
        await world.Hub.DrainAsync();
        UncollectibleInvoice lost = (UncollectibleInvoice)Assert.Single(world.Hub.Ledger.Done, i => i.Kind == EffectKinds.WriteOff).Record;
        Assert.Equal((CollectionsHub.Document, MoneyRecords.Eur(121m)), (lost.Invoice, lost.Open));
    }

    [Fact]
    public async Task WriteOff_ProposedByAStepAndPaidInPartMeanwhile_IsWithdrawn()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        foreach (int day in new[] { 60, 61, 62 })
        {
            await world.OnDayAsync(day);
        }

        Assert.Equal("approval", Assert.Single(await world.Hub.CasesAsync()).Reason.Cause);
        world.Books.Items["12"] = ("7", 21m, new DateOnly(2026, 4, 20));
        await world.OnDayAsync(63);
        await world.Hub.AssertNoCasesAsync();
        Assert.DoesNotContain(EffectKinds.WriteOff, CollectionsHub.Written(world.Hub.Ledger));
    }

    [Fact]
    public async Task WriteOff_UpToTheLimit_NeedsNoApproval()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync(more: b => b.RequireApprovals(a => a.WriteOffs["EUR"] = 121m));
        await world.OnDayAsync(4);
        await world.Collections.ProposeWriteOffAsync(CollectionsHub.Document, "anna", "small", Cancel);
        await world.Hub.DrainAsync();
        await world.Hub.AssertNoCasesAsync();
        Assert.Contains(EffectKinds.WriteOff, CollectionsHub.Written(world.Hub.Ledger));
    }

    /// <summary>The billing platform issues invoices: it must give this one up itself, or the two would differ.</summary>
    [Fact]
    public async Task WriteOff_OfAnInvoiceThatWasBilledElsewhere_IsACaseThatSaysWhere()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        IIdentityOperations identity = world.Hub.Services.GetRequiredService<IIdentityOperations>();
        await world.Hub.BillAsync();
        await identity.LinkAsync(CollectionsHub.Document, MoneyRecords.InvoiceRef, "tester", cancellationToken: Cancel);
        await world.OnDayAsync(4);
        await world.Collections.ProposeWriteOffAsync(CollectionsHub.Document, "anna", "bankrupt", Cancel);
        await world.Hub.DrainAsync();
        CaseReason reason = Assert.Single(await world.Hub.CasesAsync()).Reason;
        Assert.Equal("writeoff-proposed", reason.Cause);
        Assert.Contains("billing/invoice/in_1", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(EffectKinds.WriteOff, CollectionsHub.Written(world.Hub.Ledger));
    }

    [Fact]
    public async Task Step_ThatOpensACase_ParksOnlyItself()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync(configure: o => o.Steps[0].OpensCase = true);
        await world.OnDayAsync(3);
        Assert.Equal("dunning-step", Assert.Single(await world.Hub.CasesAsync()).Reason.Cause);
        await world.OnDayAsync(20);
        Assert.Contains("suspend", CollectionsHub.Written(world.Hub.Ledger));
    }

    /// <summary>The CRM has one account for both companies: paid in one, it still owes the other.</summary>
    [Fact]
    public async Task Standing_OfACustomerOfTwoCompanies_IsTheWorseOne()
    {
        MemoryBooks german = new("odoo-de");
        await using CollectionsHub world = await CollectionsHub.StartAsync(
            configure: o => o.Ledgers.Add("odoo-de"),
            more: b =>
            {
                b.Services.AddSingleton<IConnectedSystem>(new MemorySystem("odoo-de"));
                b.Services.AddKeyedSingleton<Odoo.Connectors.Erp.IOdooBooks>("odoo-de", german);
            });
        await world.Hub.Services.GetRequiredService<IIdentityOperations>().LinkAsync(new ExternalRef("odoo-de", RecordKinds.Customer, "9"), MoneyRecords.Crm, "tester", cancellationToken: Cancel);
        german.Items["40"] = ("9", 50m, new DateOnly(2026, 4, 19));
        foreach (int day in new[] { 19, 20 })
        {
            german.Today = new DateOnly(2026, 4, 20).AddDays(day);
            await world.OnDayAsync(day);
        }

        Assert.Equal("Suspended/suspend", CollectionsHub.Written(world.Hub.Crm)[^1]);
        world.Books.Items["12"] = ("7", 0m, new DateOnly(2026, 4, 20));
        await world.OnDayAsync(20);
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Ledger).Last(w => w.Contains('/')));
        Assert.Equal("Suspended/suspend", CollectionsHub.Written(world.Hub.Crm)[^1]);
        Assert.Equal([EffectKinds.ContractPause], CollectionsHub.Written(world.Hub.Platform));
        german.Items.Clear();
        await world.OnDayAsync(20);
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Crm)[^1]);
        Assert.Equal([EffectKinds.ContractPause, EffectKinds.ContractResumption], CollectionsHub.Written(world.Hub.Platform));
    }

    /// <summary>One company's Odoo is down for a day: the others' customers are reminded on theirs.</summary>
    [Fact]
    public async Task Review_WhileOneLedgerIsDown_LooksAtTheOthersAndSaysIt()
    {
        MemoryBooks german = new("odoo-de");
        MemorySystem there = new("odoo-de");
        await using CollectionsHub world = await CollectionsHub.StartAsync(
            configure: o => o.Ledgers.Add("odoo-de"),
            more: b =>
            {
                b.Services.AddSingleton<IConnectedSystem>(there);
                b.Services.AddKeyedSingleton<Odoo.Connectors.Erp.IOdooBooks>("odoo-de", german);
            });
        german.Items["40"] = ("9", 50m, new DateOnly(2026, 4, 19));
        world.SetDay(5);
        german.Today = new DateOnly(2026, 4, 25);
        world.Books.Fails = () => new ConnectorException(ErrorKind.Transient, "Odoo is down; try again.");

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<ConnectorException>(() => world.Collections.ReviewAsync(Cancel))).Kind);
        await world.Hub.DrainAsync();
        Assert.Contains("reminder", CollectionsHub.Written(there));
    }

    [Fact]
    public async Task Review_ThatFailsUnforeseen_DoesNotEndTheService()
    {
        await using CollectionsHub world = await CollectionsHub.StartAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Books.Fails = () =>
        {
            asked.TrySetResult();
            return new InvalidOperationException("a field of another type");
        };
        using CollectionsService service = world.Hub.Services.GetRequiredService<CollectionsService>();
        await service.StartAsync(Cancel);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        await service.StopAsync(Cancel);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Rules_ThatChange_AreANewVersionInTheTrail()
    {
        int grace = 0;
        await using CollectionsHub world = await CollectionsHub.StartAsync(configure: o => o.GraceDays = grace);
        await world.OnDayAsync(1);
        await world.OnDayAsync(2);
        grace = 5;
        await world.Hub.RestartAsync();
        Assert.Equal(1, await world.OnDayAsync(2));
        Assert.Equal("Active/", CollectionsHub.Written(world.Hub.Crm)[^1]);
        RuleVersion[] versions = [.. (await world.Hub.Services.GetRequiredService<IConnectorOperations>().Audit.RulesAsync(Cancel)).Where(r => r.Part == "collections")];
        Assert.Equal([1, 2], versions.Select(v => v.Version));
        Assert.Contains("past due after 5 days", versions[1].Words, StringComparison.Ordinal);
        Assert.Contains("reminder after 3 days", versions[1].Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Steps:0:Name", "Steps:0:Name")]
    [InlineData("Steps:0:DaysOverdue", "Steps:0:DaysOverdue")]
    [InlineData("Steps:0:Status", "Steps:0:Status")]
    [InlineData("Steps:0:Ledgers", "Steps:0:Ledgers")]
    [InlineData("Steps:0:LeastAmounts", "Steps:0:LeastAmounts")]
    [InlineData("GraceDays", "GraceDays")]
    [InlineData("Interval", "Interval")]
    [InlineData("Ledgers", "Ledgers")]
    [InlineData("Steps", "Steps")]
    [InlineData("Steps:0:Activity:User", "Steps:0:Activity:User")]
    [InlineData("Steps:0:Activity:Summary", "Steps:0:Activity:Summary")]
    [InlineData("Steps:0:Activity:DueInDays", "Steps:0:Activity:DueInDays")]
    public void Options_ThatCannotBe_NameWhatToSet(string wrong, string field)
    {
        CollectionsOptions options = new() { GraceDays = wrong == "GraceDays" ? -1 : 0, Interval = wrong == "Interval" ? TimeSpan.Zero : TimeSpan.FromMinutes(5) };
        DunningStep step = new()
        {
            Activity = new DunningActivity { User = wrong == "Steps:0:Activity:User" ? "" : "anna", Summary = wrong == "Steps:0:Activity:Summary" ? "" : "Call", DueInDays = wrong == "Steps:0:Activity:DueInDays" ? -1 : 0 },
            Name = wrong == "Steps:0:Name" ? "a b" : "reminder", DaysOverdue = wrong == "Steps:0:DaysOverdue" ? 0 : 3, Status = wrong == "Steps:0:Status" ? AccountStatus.Cancelled : AccountStatus.PastDue,
        };
        (wrong switch { "Ledgers" => [], _ => options.Ledgers }).Add("odoo");
        if (wrong == "Steps:0:Ledgers")
        {
            step.Ledgers.Add("odoo-de");
        }

        if (wrong == "Steps:0:LeastAmounts")
        {
            step.LeastAmounts["EURO"] = 5m;
        }

        options.Steps.Add(step);
        if (wrong == "Steps")
        {
            options.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 5 });
        }

        Assert.StartsWith($"Collections:{field} ", Assert.Single(new CollectionsOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    private static Task<List<AuditEntry>> TrailAsync(CollectionsHub world) => world.Hub.Services.GetRequiredService<HubStore>().ReadAsync(
        async t =>
        {
            List<AuditEntry> all = [];
            foreach (EventReport e in await t.Inbox.ReportAsync(Cancel))
            {
                all.AddRange(await t.Audit.ForEffectAsync($"{e.Subject}", Cancel));
            }

            return all;
        },
        Cancel);
}
