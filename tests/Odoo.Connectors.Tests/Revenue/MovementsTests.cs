using CsCheck;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Revenue.RevenueMeasure;
using static Odoo.Connectors.Tests.Revenue.Told;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>Movements of recurring revenue from versions of contracts.</summary>
public sealed class MovementsTests
{
    private static readonly string[] s_customers = ["cus_0", "cus_1", "cus_2"];
    private static readonly int[] s_days = [4, 5, 25];

    private static readonly Gen<HistoryRow> s_row =
        from contract in Gen.Int[1, 4]
        from version in Gen.Int[1, 6]
        from day in Gen.Int[0, 120]
        from price in Gen.Int[0, 3]
        from status in Gen.Int[0, 4]
        from end in Gen.Int[0, 150]
        select Contract(
            $"sub_{contract}", version, day, price * 10.01m, (ContractStatus)status, $"cus_{contract / 2}",
            f => f with { EndsOn = end > 120 ? null : First.AddDays(end), StartsOn = First.AddDays(Math.Max(0, day - (end % 20))) });

    private static readonly Gen<HistoryRow[]> s_rows = s_row.Array[0, 20].Select(r => r.DistinctBy(h => (h.Record, h.Ordering)).ToArray());

    /// <summary>Whatever was told: what ran at the beginning, and the movements, are what ran at the end, for each customer.</summary>
    [Fact]
    public void Movements_OfAnything_LeadFromTheBeginningToTheEnd() => s_rows.Sample(
        rows =>
        {
            IReadOnlyList<ContractLife> lives = Lives(rows);
            (DateOnly before, DateOnly last) = (new DateOnly(2026, 1, 31), new DateOnly(2026, 3, 31));
            ILookup<string, decimal> moved = Moves(lives, before.AddDays(1), last).ToLookup(m => m.Customer.Id, m => m.Amount.Amount);
            foreach (string customer in s_customers)
            {
                Assert.Equal(Sum(lives, last, customer), Sum(lives, before, customer) + moved[customer].Sum());
            }
        },
        iter: 300);

    /// <summary>Versions may come in any order: the movements are the same.</summary>
    [Fact]
    public void Movements_OfVersionsInAnyOrder_AreTheSame() => s_rows.Select(r => (r, Gen.Int[0, 1_000_000])).SelectMany(x => x.Item2.Select(seed => (x.r, seed))).Sample(
        x =>
        {
            HistoryRow[] shuffled = [.. x.r];
            new Random(x.seed).Shuffle(shuffled);
            Assert.Equal(Moves(Lives(x.r), First, First.AddDays(200)), Moves(Lives(shuffled), First, First.AddDays(200)));
        },
        iter: 300);

    /// <summary>A contract of 30 that another one of 50 takes the place of, on one day, is 20 more, and no churn.</summary>
    [Fact]
    public void Replaced_OnOneDay_IsExpansion()
    {
        IReadOnlyList<Movement> moves = Moves(
            Lives([Contract("sub_1", 1, 0, 30m), Contract("sub_1", 2, 40, 30m, ContractStatus.Ended), Contract("sub_2", 1, 40, 50m)]), First.AddDays(1), First.AddDays(60));
        Assert.Equal([(MrrExpansion, "sub_1", -30m), (MrrExpansion, "sub_2", 50m)], moves.Select(m => (m.Kind, m.Contract.Id, m.Amount.Amount)));
    }

    /// <summary>An end that is known before it comes is no churn until then; after the last day it runs on is.</summary>
    [Fact]
    public void Ending_LaterOn_IsChurnOnTheDayAfterTheLast()
    {
        HistoryRow ends = Contract("sub_1", 2, 10, 30m, change: f => f with { StartsOn = First, EndsOn = First.AddDays(30) });
        Movement churn = Assert.Single(Moves(Lives([Contract("sub_1", 1, 0, 30m), ends]), First.AddDays(1), First.AddDays(60)));
        Assert.Equal((MrrChurn, First.AddDays(31), -30m), (churn.Kind, churn.On, churn.Amount.Amount));
    }

    /// <summary>Begun on day 0 and first heard of on day 50: it ran from day 0 on. One that was told to be pending did not.</summary>
    [Fact]
    public void FirstVersion_HeardOfLate_HoldsFromItsStart()
    {
        HistoryRow late = Contract("sub_1", 1, 50, 30m, change: f => f with { StartsOn = First });
        Assert.Equal((MrrNew, First), Moves(Lives([late]), First, First.AddDays(60)).Select(m => (m.Kind, m.On)).Single());
        HistoryRow pending = Contract("sub_1", 0, 0, 30m, ContractStatus.Pending);
        Assert.Equal((MrrNew, First.AddDays(50)), Moves(Lives([pending, late]), First, First.AddDays(60)).Select(m => (m.Kind, m.On)).Single());
    }

    /// <summary>A change that is dated back holds from its day on, over what was told of later days by older versions.</summary>
    [Fact]
    public void Change_DatedBack_HoldsOverOlderVersions()
    {
        ContractLife life = Assert.Single(Lives([Contract("sub_1", 1, 0, 10m), Contract("sub_1", 2, 20, 20m), Contract("sub_1", 3, 5, 30m)]));
        Assert.Equal([10m, 30m, 30m], s_days.Select(d => life.At(First.AddDays(d))!.Value.Amount!.Value));
    }

    /// <summary>Of two that were told at one instant, the one whose terms before are the other's comes after it, whatever they are.</summary>
    [Theory]
    [InlineData(10, 20)]
    [InlineData(20, 10)]
    public void ToldAtOneInstant_GoByTheTermsBefore(int one, int two)
    {
        string terms = TermsHash.Of([new ProductLine { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = one }]);
        ContractLife life = Assert.Single(Lives([Contract("sub_1", 1, 5, two, change: f => f with { Before = terms }), Contract("sub_1", 1, 5, one)]));
        Assert.Equal(two, life.At(First.AddDays(6))!.Value.Amount);
    }

    [Fact]
    public void Unstated_TieredPrice_IsNoAmount()
    {
        ContractLife life = Assert.Single(Lives([Contract("sub_1", 1, 0, 0m, change: f => f with { Terms = [f.Terms[0] with { Tiered = true }] })]));
        Assert.Null(life.At(First)!.Value.Amount);
    }

    private static decimal Sum(IReadOnlyList<ContractLife> lives, DateOnly day, string customer) =>
        lives.Select(l => l.At(day)).Where(a => a?.Customer == customer).Sum(a => a!.Value.Amount!.Value);
}
