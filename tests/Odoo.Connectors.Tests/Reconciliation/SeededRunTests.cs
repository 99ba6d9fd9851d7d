using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>What the gate reconciles with 100,000 documents, in small.</summary>
public sealed class SeededRunTests
{
    [Fact]
    public async Task Run_TwelveKindsAmongEightHundredWithDocumentsInFlight_FindsEachAndNothingElse()
    {
        SeededRun run = new(documents: 800, ofEach: 2, seed: 3, inFlight: 10);

        await run.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2 * Enum.GetValues<DiscrepancyKind>().Length, run.Seeds.Count);
        Assert.Equal(run.Seeds, run.Found);
        Assert.Equal(10, run.Report.InFlight.Count);
        // 800 and 10 that are under way, but for the 2 that are extra; a tenth of 800 are of others.
        Assert.Equal((808, 80), (run.Report.Expected, run.Report.Foreign));
    }
}
