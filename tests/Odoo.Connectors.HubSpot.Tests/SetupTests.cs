using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class SetupTests : IAsyncDisposable
{
    private readonly Portal _portal = new(configure: o => o.WonStages.Add("closedwon"));

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task SetUp_EmptyPortal_SaysWhatIsMissingMakesItAndThenItIsThere()
    {
        HubSpotAdapter adapter = _portal.Rig.Adapter;

        IReadOnlyList<SetupFinding> looked = await adapter.SetUpAsync(apply: false, Rig.Token);
        int writes = _portal.Emulator.Calls.Count(c => c.Method == "POST");
        IReadOnlyList<SetupFinding> made = await adapter.SetUpAsync(apply: true, Rig.Token);
        IReadOnlyList<SetupFinding> then = await adapter.SetUpAsync(apply: true, Rig.Token);

        Assert.Equal(0, writes);
        Assert.Equal(36, looked.Count);
        Assert.All(looked, f => Assert.Equal(SetupState.Missing, f.State));
        Assert.All(made, f => Assert.Equal(SetupState.Created, f.State));
        Assert.All(then, f => Assert.Equal(SetupState.Present, f.State));
        Assert.Contains(looked, f => f.Field == "companies.odoo_connectors_id");
    }

    [Fact]
    public async Task SetUp_WrongTypeOptionsOrNotUnique_IsForAPersonAndNeverChanged()
    {
        _portal.Emulator.DefineProperty("companies", "billing_mrr");
        _portal.Emulator.DefineProperty("companies", "billing_status", "enumeration", false, "active", "ended");
        _portal.Emulator.DefineProperty("companies", "odoo_connectors_id");

        SetupFinding[] wrong = [.. (await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token)).Where(f => f.State == SetupState.Wrong)];

        Assert.Equal(["companies.billing_status", "companies.billing_mrr", "companies.odoo_connectors_id"], wrong.Select(f => f.Field));
        Assert.Contains("pending, past_due, paused", wrong[0].Message, StringComparison.Ordinal);
        Assert.Contains("number", wrong[1].Message, StringComparison.Ordinal);
        Assert.Contains("unique", wrong[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_AnswerLost_IsFoundToBeThere()
    {
        _portal.Emulator.OnCall = call => call.Method == "POST" ? EmulatorFault.DropReply : EmulatorFault.None;

        IReadOnlyList<SetupFinding> made = await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);

        Assert.All(made, f => Assert.Equal(SetupState.Created, f.State));
        Assert.Equal(36, _portal.Emulator.Calls.Count(c => c.Method == "POST"));
    }

    [Fact]
    public async Task Schema_StagesPropertiesAndOptions_AreSeenToChange()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        _portal.Emulator.LoadPipelines(Fixture.Text("pipelines_deals"));
        SchemaSnapshot before = await _portal.Rig.Adapter.ReadSchemaAsync(Rig.Token);

        _portal.Emulator.LoadPipelines(Fixture.Text("pipelines_deals").Replace("Closed Won", "Signed", StringComparison.Ordinal));
        _portal.Emulator.RemoveProperty("deals", "amount");
        SchemaSnapshot after = await _portal.Rig.Adapter.ReadSchemaAsync(Rig.Token);

        Assert.All(_portal.Rig.Adapter.Needs, n => Assert.Contains(n, before.Entries.Keys));
        Assert.Contains("stage closedwon", _portal.Rig.Adapter.Needs);
        Assert.Equal(("Closed Won of default, closed, 1.0", "Signed of default, closed, 1.0"), (before.Entries["stage closedwon"], after.Entries["stage closedwon"]));
        Assert.Equal("PastDue", before.Entries["companies.billing_status=past_due"]);
        Assert.Equal("number", before.Entries["deals.amount"]);
        Assert.DoesNotContain("deals.amount", after.Entries.Keys);
        Assert.Equal("string, unique", before.Entries["companies.odoo_connectors_id"]);
    }
}
