using Microsoft.Extensions.Options;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>The rules by themselves: reminder after 3 days, final notice after 10, suspension after 20 from 100 EUR. An invoice of 121.00 is due on 20 April.</summary>
public sealed class DunningTests
{
    private static readonly DateOnly s_due = new(2026, 4, 20);

    [Theory]
    [InlineData(0, null, AccountStatus.Active)]
    [InlineData(1, null, AccountStatus.PastDue)]
    [InlineData(2, null, AccountStatus.PastDue)]
    [InlineData(3, "reminder", AccountStatus.PastDue)]
    [InlineData(9, "reminder", AccountStatus.PastDue)]
    [InlineData(10, "reminder,final", AccountStatus.PastDue)]
    [InlineData(20, "reminder,final,suspend", AccountStatus.Suspended)]
    public void Next_DayByDay_TakesEachStepOnItsDayAndOnce(int days, string? steps, AccountStatus status)
    {
        Course course = Course.Start;
        List<string> taken = [];
        for (int day = 0; day <= days; day++)
        {
            Dunning dunning = Of(day);
            course = dunning.Next(course);
            taken.AddRange(dunning.Taken.Select(t => t.Step.Name));
            Assert.Empty(Again(day, course));
        }

        Assert.Equal((steps ?? "", status), (string.Join(',', taken), course.Status));
    }

    /// <summary>What came late is made up for one step a day, in their order.</summary>
    [Fact]
    public void Next_SeveralStepsReachedAtOnce_TakesOneADay()
    {
        Course course = Course.Start;
        List<string> taken = [];
        for (int day = 25; day <= 28; day++)
        {
            Dunning dunning = Of(day);
            course = dunning.Next(course);
            taken.Add(string.Join('+', dunning.Taken.Select(t => t.Step.Name)));
            Assert.Empty(Again(day, course));
            Assert.Equal(day < 27 ? s_due.AddDays(day + 1) : null, course.LookOn);
        }

        Assert.Equal(["reminder", "final", "suspend", ""], taken);
    }

    [Theory]
    [InlineData(121, 0, true)]
    [InlineData(100, 0, true)]
    [InlineData(99.99, 0, false)]
    [InlineData(121, 21, true)]
    [InlineData(121, 22, false)]
    [InlineData(121, 121, false)]
    public void Next_TheAmountOverdueLessCredits_DecidesWhetherAStepIsReached(double open, double credit, bool suspended)
    {
        Course before = Course.Start with { Documents = Done(s_due.AddDays(10), "reminder", "final") };
        Dunning dunning = Of(20, Item((decimal)open), credit: (decimal)credit);
        Course next = dunning.Next(before);
        Assert.Equal(suspended, dunning.Taken.Count == 1);
        Assert.Equal(suspended ? AccountStatus.Suspended : open > credit ? AccountStatus.PastDue : AccountStatus.Active, next.Status);
    }

    [Fact]
    public void Next_PaidInPart_GoesOnWithTheRestAndEndsWithTheLastOfIt()
    {
        Course reminded = Of(3).Next(Course.Start);
        Dunning part = Of(10, Item(21m));
        Course final = part.Next(reminded);
        Assert.Equal((21m, "final"), (part.Taken.Single().Item.Open, part.Taken.Single().Step.Name));
        Course paid = Of(11, []).Next(final);
        Assert.Equal((AccountStatus.Active, 0, ""), (paid.Status, paid.Documents.Count, paid.Mark));
    }

    [Fact]
    public void Next_WhileItsGatewayTriesAgain_WaitsUntilThen()
    {
        DateTimeOffset at = new(2026, 4, 23, 8, 0, 0, TimeSpan.Zero);
        FailedAttempt failed = new("billing/invoice/in_1", "insufficient_funds", 121m, "EUR", 1, 0, at.ToUnixTimeMilliseconds());
        Dunning before = Of(3, failure: failed, now: at.AddSeconds(-1));
        Course waiting = before.Next(Course.Start);
        Assert.Equal((0, at), (before.Taken.Count, waiting.LookAt));
        Dunning after = Of(3, failure: failed, now: at);
        after.Next(waiting);
        Assert.Equal("reminder", after.Taken.Single().Step.Name);
        // Another invoice's retries hold nothing up.
        Dunning other = Of(3, failure: failed with { Invoice = "billing/invoice/in_2" }, now: at.AddSeconds(-1));
        other.Next(Course.Start);
        Assert.Single(other.Taken);
    }

    [Fact]
    public void Next_WhileItIsDisputed_Waits()
    {
        Dunning disputed = Of(3, dispute: new OpenDispute("billing/dispute/dp_1", "billing/invoice/in_1"));
        Course waiting = disputed.Next(Course.Start);
        Assert.Empty(disputed.Taken);
        Assert.Equal(s_due.AddDays(4), waiting.LookOn);
    }

    [Theory]
    [InlineData(7, 121, false, false)]
    [InlineData(8, 121, false, true)]
    [InlineData(8, 71, false, true)]
    [InlineData(7, 21, true, false)]
    [InlineData(8, 20, true, false)]
    public void Next_APromiseOf100UntilTheSeventhDay_IsKeptBrokenOrOpen(int day, int openThen, bool kept, bool broken)
    {
        Course promised = Of(2).Next(Course.Start, new PromiseTold(100m, "EUR", s_due.AddDays(7)));
        Assert.Equal(s_due.AddDays(8), promised.LookOn);
        Dunning held = Of(3);
        held.Next(promised);
        Assert.Empty(held.Taken);
        Dunning then = Of(day, Item(openThen));
        Course next = then.Next(promised);
        Assert.Equal((broken, kept || broken), (then.Broken is not null, next.Promise is null));
        Assert.Equal(kept || broken ? "reminder" : "", string.Join(',', then.Taken.Select(t => t.Step.Name)));
    }

    [Theory]
    [InlineData("Ended,Ended", AccountStatus.Cancelled)]
    [InlineData("Ended,Active", AccountStatus.PastDue)]
    public void Next_ContractsWhereTheyAreBilled_TellWhetherTheCustomerLeft(string contracts, AccountStatus status) =>
        Assert.Equal(status, Of(1, contracts: contracts).Next(Course.Start).Status);

    [Fact]
    public void Mark_TheSameDebtOnAnotherDay_DiffersOnlyWhereAStepsDayCame()
    {
        string[] marks = [.. Enumerable.Range(1, 21).Select(d => Account(d, [Item(121m)], 0m).Mark(Rules(), ""))];
        // Day 1 begins one mark; days 3, 10 and 20 one more each.
        Assert.Equal([2, 9, 19], Enumerable.Range(1, 20).Where(i => marks[i] != marks[i - 1]));
        Assert.NotEqual(marks[0], Account(1, [Item(120m)], 0m).Mark(Rules(), ""));
        Assert.NotEqual(marks[0], Account(1, [Item(121m)], 0m).Mark(Rules(grace: 1), ""));
    }

    /// <summary>Who owes nothing is decided again when a contract ends, and not for its credit, its group or other rules: what was looked at and what was decided may differ in these.</summary>
    [Fact]
    public void Mark_NothingOverdue_IsOfTheContractsThatEndedAlone()
    {
        string ended = Account(1, [], 0m).Mark(Rules(), "Ended: sub_1");
        Assert.Equal("", Account(1, [], 50m).Mark(Rules(), ""));
        Assert.Equal(ended, Account(2, [], 50m).Mark(Rules(grace: 1), "Ended: sub_1"));
        Assert.Equal(ended, (Account(1, [], 0m) with { Groups = ["Enterprise"] }).Mark(Rules(), "Ended: sub_1"));
        Assert.NotEqual(ended, Account(1, [], 0m).Mark(Rules(), "Ended: sub_1 sub_2"));
        Assert.NotEqual("", ended);
    }

    private static IReadOnlyList<(OverdueItem, DunningStep)> Again(int day, Course course)
    {
        Dunning again = Of(day);
        again.Next(course);
        return again.Taken;
    }

    private static Dunning Of(
        int day, OverdueItem? item = null, decimal credit = 0m, FailedAttempt? failure = null, OpenDispute? dispute = null, string contracts = "", DateTimeOffset now = default) =>
        Of(day, [item ?? Item(121m)], credit, failure, dispute, contracts, now);

    private static Dunning Of(
        int day, OverdueItem[] items, decimal credit = 0m, FailedAttempt? failure = null, OpenDispute? dispute = null, string contracts = "", DateTimeOffset now = default) => new(
        Rules(), Account(day, items, credit),
        new DunningGround(
            now, failure is null ? [] : [failure], dispute is null ? [] : [dispute],
            [.. contracts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((s, i) => new Contract
            {
                Ref = new ExternalRef("billing", RecordKinds.Contract, $"sub_{i}"), Customer = new ExternalRef("billing", RecordKinds.Customer, "cus_1"),
                Status = Enum.Parse<ContractStatus>(s), Currency = Currency.Parse("EUR"), StartsOn = s_due, Terms = [],
            })],
            "",
            new Dictionary<string, IReadOnlyList<ExternalRef>> { ["invoice/12"] = [new ExternalRef("billing", RecordKinds.Invoice, "in_1")] }));

    private static OverdueAccount Account(int day, OverdueItem[] items, decimal credit) =>
        new("odoo", "7", s_due.AddDays(day), day == 0 ? [] : items, credit == 0m ? new Dictionary<string, decimal>() : new Dictionary<string, decimal> { ["EUR"] = credit });

    private static OverdueItem Item(decimal open) => new(RecordKinds.Invoice, "12", "INV/2026/00012", s_due, open, "EUR");

    private static Dictionary<string, DunnedDocument> Done(DateOnly last, params string[] steps) => new() { ["invoice/12"] = new DunnedDocument(steps, last) };

    private static CollectionRules Rules(int grace = 0)
    {
        CollectionsOptions options = new() { GraceDays = grace };
        options.Steps.Add(new DunningStep { Name = "final", DaysOverdue = 10 });
        options.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 3 });
        options.Steps.Add(new DunningStep { Name = "suspend", DaysOverdue = 20, Status = AccountStatus.Suspended, LeastAmounts = { ["EUR"] = 100m } });
        return new CollectionRules(Options.Create(options));
    }
}
