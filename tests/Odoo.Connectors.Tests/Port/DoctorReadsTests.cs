using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Port.Payments;

namespace Odoo.Connectors.Tests.Port;

/// <summary>The doctor asks for every model that is read: what a story reads says which these are.</summary>
public sealed class DoctorReadsTests
{
    private static readonly string[] Reading = ["search", "search_read", "search_count", "read"];

    // Read as far as Odoo lets anybody: by an administrator alone, or every user's own.
    private static readonly string[] Own = ["res.users", "ir.model.data", "ir.actions.server", "res.users.apikeys"];

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Examine_AsksForEachModelThatAStoryReads(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench money = till.Bench;
        PieceReversalTests.Paid paid = await PieceReversalTests.PiecesAsync(money, 170m);
        Dispute dispute = Cash.Dispute(money, paid.Payment, "dp_1", 170m, fee: 15m);
        await money.PostAsync(
            Cash.ChargedBack(dispute, paid.Customer),
            Cash.PaidOut(Cash.Payout(money, "po_1", -15m, Cash.Line(PayoutLineKind.Payment, paid.Payment.Ref, 170m), Cash.Line(PayoutLineKind.Dispute, dispute.Ref, -170m, 15m))));
        await money.AssertNoCasesAsync();
        await using PortBench bench = await PortBench.StartAsync(way);
        await bench.PostAsync(new WholeStory(bench).Intents);
        await bench.AssertNoCasesAsync();

        await ((IOdooDoctor)bench.Services.GetServices<IConnectedSystem>().Single(c => c.Name == "odoo")).ExamineAsync([Currency.Parse("EUR"), Currency.Parse("USD")], TestContext.Current.CancellationToken);
        bench.AllowWithoutCompany();
        IReadOnlyList<EmulatorCall> calls = [.. money.Emulator.Calls, .. bench.Emulator.Calls];
        HashSet<string> asked = [.. calls.Where(c => c.Method == "has_access" && c.Arguments.Contains("\"read\"", StringComparison.Ordinal)).Select(c => c.Model)];
        Assert.Contains("account.payment.method.line", asked);
        Assert.Empty(calls.Where(c => Reading.Contains(c.Method)).Select(c => c.Model).Distinct().Except(asked).Except(Own));
    }
}
