using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>The month that the gate plays with thousands of subscriptions, with one of each fate.</summary>
public sealed class MonthTests
{
    [Fact]
    public async Task Month_InOrderAndInDisorder_IsBillingToTheCentAndTheSameBooksTwice()
    {
        MonthRun inOrder = await PlayAsync(disorder: null), disordered = await PlayAsync(disorder: 11);

        Assert.True(disordered.Webhooks is { Refused: > 50 } && disordered.Webhooks.Taken > inOrder.Webhooks.Taken * 1.1, $"{disordered.Webhooks}");
        Assert.Equal(inOrder.Ledger.Dump, disordered.Ledger.Dump);
    }

    private static async Task<MonthRun> PlayAsync(int? disorder)
    {
        MonthRun run = new(subscriptions: 20, seed: 5, disorder, TimeSpan.FromDays(1));
        await run.RunAsync(TestContext.Current.CancellationToken);
        string[] problems = [.. run.Problems];
        Assert.True(problems.Length == 0, string.Join(Environment.NewLine, problems.Take(60)));
        Assert.Equal((1, 1), (run.Lost, run.Cases.Count));
        return run;
    }
}
