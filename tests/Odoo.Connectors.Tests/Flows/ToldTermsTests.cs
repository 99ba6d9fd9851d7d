using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>A source that says what a contract is, and not what it was: what changed is seen from what it told before.</summary>
public sealed class ToldTermsTests
{
    [Fact]
    public void Changed_OtherQuantity_IsAnAmendmentAgainstWhatWasTold()
    {
        FlowBench bench = Told(1, Seats(5m));
        Intent intent = Assert.Single(Tell(bench, 2, Seats(7m)));
        Amendment change = Assert.Single(((Contract)intent.Record).Amendments);
        Assert.Equal((5m, 7m, 29m), (change.Before[0].Quantity, change.Terms[0].Quantity, change.Before[0].UnitPrice));
        Assert.Equal((EffectClass.Document, Subscription), (intent.Class, intent.Source));
        Assert.Equal(((DateTimeOffset?)FlowBench.At, new DateOnly(2026, 9, 15)), (change.EffectiveAt, change.EffectiveOn));
    }

    [Fact]
    public void Changed_ToAnotherPlanWithAnAddon_TellsAllThatWasAndIs()
    {
        FlowBench bench = Told(1, Seats(5m));
        Amendment change = Change(Assert.Single(Tell(bench, 2, [Line("gold", 5m, 39m), Line("support", 1m, 10m)])));
        Assert.Equal(["seat"], change.Before.Select(b => b.ProductCode));
        Assert.Equal(["gold", "support"], change.Terms.Select(t => t.ProductCode));
        Assert.Equal(new Recurrence(1, RecurrenceUnit.Month), change.Before[0].Recurrence);
    }

    [Fact]
    public void Told_TheFirstTime_IsNoAmendment() => Assert.Empty(Tell(Bench(), 1, Seats(5m)));

    [Fact]
    public void Told_InAnotherOrderOfLines_IsNoAmendment()
    {
        FlowBench bench = Told(1, [Line("gold", 5m, 39m), Line("support", 1m, 10m)]);
        Assert.Empty(Tell(bench, 2, [Line("support", 1m, 10m), Line("gold", 5m, 39m)]));
    }

    /// <summary>By the webhook, by the list and by the events that a poll reads: it is one change, under one key.</summary>
    [Fact]
    public void Told_AgainByAnyone_IsTheSameAmendment()
    {
        FlowBench bench = Told(1, Seats(5m));
        string? first = Assert.Single(Tell(bench, 2, Seats(7m))).Discriminator;
        Assert.Equal(first, Assert.Single(Tell(bench, 2, Seats(7m), FlowBench.At.AddHours(3))).Discriminator);
        Assert.Empty(Tell(bench, 3, Seats(7m)));
    }

    [Fact]
    public void Told_BackAndForth_IsAnAmendmentEachTime()
    {
        FlowBench bench = Told(1, Seats(5m));
        string?[] keys = [.. Enumerable.Range(2, 3).Select(v => Assert.Single(Tell(bench, v, Seats(v % 2 == 0 ? 7m : 5m))).Discriminator)];
        Assert.Equal(3, keys.Distinct().Count());
    }

    /// <summary>Every order of four versions: what is told is a chain from the first terms to the last ones, whatever comes late.</summary>
    [Fact]
    public void Told_InAnyOrder_EveryChangeIsToldOnce()
    {
        foreach (int[] order in Orders([2, 3, 4]))
        {
            FlowBench bench = Told(1, Seats(1m));
            decimal stands = 1m;
            foreach (int version in order.Concat(order))
            {
                foreach (Amendment change in Tell(bench, version, Seats(version)).Select(Change).Where(c => c.Terms[0].Quantity > stands))
                {
                    Assert.Equal(stands, change.Before[0].Quantity);
                    stands = change.Terms[0].Quantity;
                }
            }

            Assert.Equal(4m, stands);
        }
    }

    /// <summary>An old version that comes late tells nothing: the newer one told the whole change.</summary>
    [Fact]
    public void Told_AfterANewerOne_TellsNothing()
    {
        FlowBench bench = Told(1, Seats(5m));
        Assert.Equal((5m, 9m), Quantities(Assert.Single(Tell(bench, 3, Seats(9m)))));
        Assert.Empty(Tell(bench, 2, Seats(7m)));
        Assert.Equal((9m, 4m), Quantities(Assert.Single(Tell(bench, 4, Seats(4m)))));
    }

    /// <summary>The order was made with the terms that were read for an invoice: what is told later changes those.</summary>
    [Fact]
    public void Changed_AfterOnlyAnInvoiceBroughtIt_IsAnAmendment()
    {
        FlowBench bench = Bench().Holds((Subscription, Contract(3, Seats(5m))));
        Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef));
        Assert.Equal((5m, 6m), Quantities(Assert.Single(Tell(bench, 4, Seats(6m)))));
    }

    /// <summary>The invoice came first and brought the contract as it is by then; the history of it is told all the same.</summary>
    [Fact]
    public void Changed_ToldAfterAnInvoiceOfIt_IsNotLost()
    {
        FlowBench bench = Bench().Holds((Subscription, Contract(3, Seats(6m))));
        bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef);
        Assert.Empty(Tell(bench, 1, Seats(5m)));
        Assert.Equal((5m, 6m), Quantities(Assert.Single(Tell(bench, 3, Seats(6m)))));
    }

    /// <summary>A refusal forgets what the event saw of the contract, and not what its amendment is made of.</summary>
    [Fact]
    public void Changed_AndRefused_IsTheSameAmendmentWhenItIsRetried()
    {
        FlowBench bench = Told(1, Seats(5m));
        string? first = Assert.Single(Tell(bench, 2, Seats(7m))).Discriminator;
        bench.Forget(Subscription);
        Tell(bench, 3, Seats(8m));
        Assert.Equal(first, Assert.Single(Tell(bench, 2, Seats(7m))).Discriminator);
    }

    [Fact]
    public void Changed_WithoutVersions_GoesByTheInstant()
    {
        FlowBench bench = Bench();
        Tell(bench, null, Seats(5m), On(1));
        Assert.Equal((5m, 7m), Quantities(Assert.Single(Tell(bench, null, Seats(7m), On(2)))));
        Assert.Equal((7m, 9m), Quantities(Assert.Single(Tell(bench, null, Seats(9m), On(2)))));
        Assert.Empty(Tell(bench, null, Seats(6m), On(1)));
        Assert.Empty(Tell(bench, null, Seats(9m), On(3)));
    }

    /// <summary>The event's own date and id; a renewal is told beside what changed with it.</summary>
    [Fact]
    public void Changed_WithADate_HoldsFromThen()
    {
        FlowBench bench = Told(1, Seats(5m));
        Contract told = Contract(2, Seats(7m));
        Amendment bare = new() { EffectiveOn = new DateOnly(2026, 9, 3), EffectiveAt = On(3), Before = told.Terms, Terms = told.Terms, Event = "ev_2" };
        Amendment change = Change(Assert.Single(Tell(bench, told with { Amendments = [bare] })));
        Assert.Equal((On(3), "ev_2", 5m), (change.EffectiveAt, change.Event, change.Before[0].Quantity));

        told = Contract(3, Seats(8m));
        Amendment renewal = bare with { Kind = AmendmentKind.Renewal, Before = told.Terms, Terms = told.Terms };
        Amendment[] both = [.. Tell(bench, told with { Amendments = [renewal] }).Select(Change)];
        Assert.Equal([null, AmendmentKind.Renewal], both.Select(a => a.Kind));
        Assert.Equal((7m, 8m), (both[0].Before[0].Quantity, both[1].Before[0].Quantity));
    }

    [Fact]
    public void Changed_WithNothingButADate_IsNoAmendment()
    {
        FlowBench bench = Told(1, Seats(5m));
        Contract told = Contract(2, Seats(5m));
        Assert.Empty(Tell(bench, told with { Amendments = [new Amendment { EffectiveOn = new DateOnly(2026, 9, 3), Before = told.Terms, Terms = told.Terms }] }));
    }

    /// <summary>A source that tells what was before is believed, and nothing is made of a difference.</summary>
    [Fact]
    public void Changed_AtASourceThatTellsIt_IsToldByThatAlone()
    {
        FlowBench bench = Bench();
        Tell(bench, Contract(1, Seats(5m)) with { TellsAmendments = true });
        Assert.Empty(Tell(bench, Contract(2, Seats(7m)) with { TellsAmendments = true }));
        Amendment said = new() { EffectiveOn = new DateOnly(2026, 9, 3), Before = Seats(7m), Terms = Seats(8m) };
        Assert.Equal(said, Change(Assert.Single(Tell(bench, Contract(3, Seats(8m)) with { TellsAmendments = true, Amendments = [said] }))));
    }

    /// <summary>Descriptions may hold data of persons: what is kept of a contract is ids, codes and numbers.</summary>
    [Fact]
    public void Kept_OfTheTerms_HoldsNoWords()
    {
        Decision.Do decision = Assert.IsType<Decision.Do>(See(Bench(), Contract(1, [Line("seat", 5m, 29m) with { Description = "For Nora" }]), null));
        string kept = Assert.Single(decision.Seen.SelectMany(s => s.Kept.Values));
        Assert.Contains("seat", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Nora", kept, StringComparison.Ordinal);
    }

    private static IEnumerable<int[]> Orders(int[] of) =>
        of.Length == 1 ? [of] : of.SelectMany(first => Orders([.. of.Where(o => o != first)]).Select(rest => (int[])[first, .. rest]));

    private static FlowBench Told(long version, IReadOnlyList<ProductLine> terms)
    {
        FlowBench bench = Bench();
        Assert.Empty(Tell(bench, version, terms));
        return bench;
    }

    private static IReadOnlyList<Intent> Tell(FlowBench bench, long? version, IReadOnlyList<ProductLine> terms, DateTimeOffset? at = null) => Tell(bench, Contract(version, terms), at);

    private static IReadOnlyList<Intent> Tell(FlowBench bench, Contract told, DateTimeOffset? at = null) =>
        [.. (See(bench, told, at) as Decision.Do)!.Intents.Where(i => i.Kind == EffectKinds.Amendment)];

    /// <summary>The site holds the newest version that was told.</summary>
    private static Decision See(FlowBench bench, Contract told, DateTimeOffset? at)
    {
        bench.Holds((Subscription, bench.Records.GetValueOrDefault(Subscription) is Contract { Version: long held } newer && held > told.Version ? newer : told with { Amendments = [] }));
        return bench.Decide(ChangeKinds.ContractChanged, Subscription, told, at);
    }

    private static Amendment Change(Intent intent) => Assert.Single(((Contract)intent.Record).Amendments);

    private static (decimal, decimal) Quantities(Intent intent) => (Change(intent).Before[0].Quantity, Change(intent).Terms[0].Quantity);

    private static Contract Contract(long? version, IReadOnlyList<ProductLine> terms) => new()
    {
        Ref = Subscription, Customer = Billed, Status = ContractStatus.Active, Currency = Euro, StartsOn = new DateOnly(2026, 9, 1), Version = version, Terms = terms,
    };

    private static ProductLine[] Seats(decimal quantity) => [Line("seat", quantity, 29m)];

    private static ProductLine Line(string code, decimal quantity, decimal price) => new()
    {
        Id = code, ProductCode = code, Description = code, Quantity = quantity, UnitPrice = price, Recurrence = new Recurrence(1, RecurrenceUnit.Month),
    };
}
