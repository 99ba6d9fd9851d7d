using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Leads, as recorded.</summary>
public sealed class LeadTests
{
    [Fact]
    public async Task Won_Lost_Restored_AreAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        var lead = await ledger.CreateAsync("crm.lead", """{"name":"Big deal","type":"opportunity","expected_revenue":12000}""");
        Task<List<string>> Read() => ledger.RowsAsync("crm.lead", $"""[["id","=",{lead}],["active","in",[true,false]]]""", "id", "stage_id", "probability", "won_status", "active", "lost_reason_id", "date_closed");

        Assert.Equal(["New Administrator Sales Contract BE"], await ledger.RowsAsync("crm.lead", $"""[["id","=",{lead}]]""", "id", "stage_id", "user_id", "team_id", "company_id"));
        await ledger.CallAsync("crm.lead", "action_set_won", $"[[{lead}]]");
        Assert.Equal(["Won 100 won true false 2026-11-22 12:00:00"], await Read());
        await ledger.CallAsync("crm.lead", "write", $$"""[[{{lead}}],{"stage_id":{{await ledger.IdAsync("crm", "stage_lead1")}}}]""");
        var reason = await ledger.IdAsync("crm", "lost_reason_1");
        await ledger.CallAsync("crm.lead", "action_set_lost", $"[[{lead}]]", $$"""{"lost_reason_id":{{reason}}}""");
        Assert.Equal(["New 0 lost false Too expensive 2026-11-22 12:00:00"], await Read());
        await ledger.CallAsync("crm.lead", "action_unarchive", $"[[{lead}]]");
        Assert.Equal(["New 0 pending true false false"], await Read());
        Assert.Equal("'int' object has no attribute 'id'", await ledger.RefusalAsync("crm.lead", "convert_opportunity", $"[[{lead}],1902]"));
    }

    [Fact]
    public async Task Load_MomentsAndColors_AreReadAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();

        await ledger.CallAsync("crm.lead", "load", """[["id","name","date_closed"],[["bill.lead_5","L5","2026-07-01 12:00:00"]]]""", """{"context":{"tz":"Europe/Berlin"}}""");

        // Noon in Berlin in July is ten o'clock.
        Assert.Equal(["2026-07-01 10:00:00"], await ledger.RowsAsync("crm.lead", """[["name","=","L5"]]""", "id", "date_closed"));
    }
}
