using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Grouping;

public sealed class GroupingTests
{
    [Fact]
    public async Task GroupAsync_Recorded_SendsTheSameAndReadsGroups()
    {
        IReadOnlyList<OdooGroup> groups = await TypedReplayTests.ReplayAsync("orm-read.json", "formatted_read_group", client => client.GroupAsync(
            "res.partner", OdooDomain.All,
            new OdooGrouping { By = ["country_id", "create_date:month"], Aggregates = ["__count", "color:sum"], Order = "__count desc", Limit = 5 }, cancellationToken: Rig.Token));

        Assert.Equal(2, groups[0].Count);
        Assert.Equal(new OdooReference { Id = 57, Name = "Germany" }, groups[0].Values.GetReference("country_id"));
        Assert.Equal(0, groups[0].Values.GetInt64("color:sum"));
        Assert.Equal(new DateOnly(2026, 11, 1), groups[0].StartOf("create_date:month"));
        Assert.Null(groups[1].Values.GetReference("country_id"));
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""
            ["&", "&", ["country_id", "=", 57], ["create_date", ">=", "2026-11-01 00:00:00"], ["create_date", "<", "2026-12-01 00:00:00"]]
            """), groups[0].ToDomain().ToJson());
        Assert.Equal("[group of res.partner]", groups[0].ToString());
    }

    [Fact]
    public async Task GroupAsync_RecordedAgeing_KeepsTheSumsAsDecimals()
    {
        IReadOnlyList<OdooGroup> months = await TypedReplayTests.ReplayAsync("extra/payments.json", "aged: by date_maturity month", client => client.GroupAsync(
            "account.move.line",
            OdooDomain.Where("partner_id", "=", 1902).And(OdooDomain.Where("account_type", "=", "asset_receivable"))
                .And(OdooDomain.Where("parent_state", "=", "posted")).And(OdooDomain.Where("reconciled", "=", false)),
            new OdooGrouping { By = ["date_maturity:month"], Aggregates = ["amount_residual:sum"] },
            new OdooContext { AllowedCompanyIds = [5] }, Rig.Token));

        Assert.Equal([(new DateOnly(2026, 3, 1), -120.0m), (new DateOnly(2026, 11, 1), 312.89m)],
            months.Select(m => (m.StartOf("date_maturity:month")!.Value, m.Values.GetDecimal("amount_residual:sum")!.Value)));
    }

    [Fact]
    public async Task GroupAsync_BadArgumentsOrNames_AreRefused()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""[{"color": 1, "when": false}]""")));

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.GroupAsync("res.partner", OdooDomain.All, new OdooGrouping { Limit = 0 }, cancellationToken: Rig.Token));
        OdooGroup group = Assert.Single(await rig.Client.GroupAsync("res.partner", OdooDomain.All, new OdooGrouping { Having = OdooDomain.Where("__count", ">", 1), Offset = 2 }, cancellationToken: Rig.Token));
        Assert.Null(group.StartOf("when"));
        Assert.Throws<OdooProtocolException>(() => group.StartOf("color"));
        Assert.Throws<OdooProtocolException>(() => group.StartOf("other"));
        Assert.Throws<OdooProtocolException>(() => group.ToDomain());
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""{"groupby": [], "aggregates": ["__count"], "having": [["__count", ">", 1]], "offset": 2}"""), rig.Handler.Calls[0].Args[6]);
    }

    [Fact]
    public async Task NameSearchAsync_Recorded_SendsTheSame()
    {
        IReadOnlyList<OdooReference> found = await TypedReplayTests.ReplayAsync("extra/orm-read.json", "name_search", client =>
            client.NameSearchAsync("res.partner", "Acme", limit: 5, cancellationToken: Rig.Token));

        Assert.Equal([new OdooReference { Id = 6, Name = "Acme GmbH" }, new OdooReference { Id = 8, Name = "Acme GmbH, Ann Acme" }], found);
    }

    [Fact]
    public async Task NameSearchAsync_OlderServer_GetsTheDomainUnderItsOldName()
    {
        using Rig rig = new(request => request.Args[6]!["args"] is null
            ? Answer.Error(request, "builtins.TypeError", "got an unexpected keyword argument 'domain'") : Answer.Result(request, JsonNode.Parse("""[[6, "Acme"]]""")));

        Assert.Equal(6, Assert.Single(await rig.Client.NameSearchAsync("res.partner", "Acme", OdooDomain.Where("active", "=", true), cancellationToken: Rig.Token)).Id);

        TranscriptReplayTests.AssertSame(JsonNode.Parse("""[["active", "=", true]]"""), rig.Handler.Calls[1].Args[6]!["args"]);
        Assert.Equal(2, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task FieldsAsync_Recorded_SendsTheSameAndDescribesTheFields()
    {
        JsonObject exchange = Transcript.Get("fields-get.json", "fields_get account.move.line");
        JsonArray asked = Transcript.ExecuteKwArgs(exchange)![5]!.AsArray();
        using Rig rig = new(request => Transcript.Reply(exchange, request));

        IReadOnlyDictionary<string, OdooFieldInfo> fields = await rig.Client.FieldsAsync("account.move.line", [.. asked[0]!.AsArray().Select(f => f!.GetValue<string>())], cancellationToken: Rig.Token);

        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], Assert.Single(rig.Handler.Calls).Params);
        JsonObject recorded = exchange["response"]!["body"]!["result"]!.AsObject();
        Assert.Equal(recorded.Select(f => f.Key).Order(), fields.Keys.Order());
        OdooFieldInfo move = fields["move_id"];
        Assert.Equal(("many2one", "account.move", true, true), (move.Type, move.Relation, move.IsRequired, move.IsReadonly));
        Assert.Equal(recorded["debit"]!["currency_field"]!.GetValue<string>(), fields["debit"].CurrencyField);
        Assert.Equal(recorded["display_type"]!["selection"]!.AsArray().Select(o => o![0]!.GetValue<string>()), fields["display_type"].Selection.Select(o => o.Key));
        Assert.All(fields.Values, f => Assert.Equal(recorded[f.Name]!["string"]!.GetValue<string>(), f.Label));
        Assert.Equal(2, fields["quantity"].Decimals); // [16, 2]
        Assert.Null(move.Decimals);
    }
}
