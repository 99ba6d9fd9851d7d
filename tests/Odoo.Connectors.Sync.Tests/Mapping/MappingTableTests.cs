using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Mapping;

/// <summary>What the host maps: values, provenance in words, versions by content, and failures that are never a silent null.</summary>
public sealed class MappingTableTests
{
    private static readonly LookupTable Empty = new("t");
    private static readonly ExternalRef Source = new("notes", "note", "1");

    [Fact]
    public void Apply_SetOverrideUnset_ChangeWhatTheAdapterPlansAndSayWhy()
    {
        LookupTable regions = new("regions", ("N", "North"), ("S", "South"));
        MappingTable table = new MappingTable().Map<Note>("wall", to => to
            .Set("x_cost_center", n => n.Custom["cf_cost_center"])
            .Set("x_region", n => n.Custom["region"].Trimmed().Upper().Lookup(regions).Truncate(3))
            .Set("x_count", n => n.Count)
            .Set("x_due", n => n.Due)
            .Set("x_team", n => n.Custom["team"].Default("none"))
            .Override("ref", n => n.Number)
            .Unset("website"));
        PlannedFields planned = new(new JsonObject { ["ref"] = "standard", ["website"] = "example.com", ["name"] = "n" }, "Note owned by notes");
        Assert.Null(table.Apply("wall", Sample(("cf_cost_center", "CC-7"), ("region", " s ")), Source, planned));
        Assert.Equal(
            """{"ref":"N-1","name":"n","x_cost_center":"CC-7","x_region":"Sou","x_count":3,"x_due":"2026-05-01","x_team":"none"}""",
            planned.Values.ToJsonString());
        Assert.Equal("x_cost_center = Custom.cf_cost_center", planned.Provenance["x_cost_center"]);
        Assert.Equal("x_region = truncate(lookup(upper(trimmed(Custom.region)), regions), 3)", planned.Provenance["x_region"]);
        Assert.Equal("ref = Number", planned.Provenance["ref"]);
        Assert.Equal("Note owned by notes", planned.Provenance["name"]);
        Assert.Equal(planned.Values.Select(v => v.Key).Order(), planned.Provenance.Keys.Order());
    }

    [Fact]
    public void Definition_TellsSetFromOverrideAndRequiredFromOptional()
    {
        string[] definitions =
        [
            new MappingTable().Map<Note>("wall", to => to.Set("x", n => n.Number)).Definition("wall"),
            new MappingTable().Map<Note>("wall", to => to.Set("x", n => n.Number, optional: true)).Definition("wall"),
            new MappingTable().Map<Note>("wall", to => to.Override("x", n => n.Number)).Definition("wall"),
            new MappingTable().Map<Note>("wall", to => to.Unset("x")).Definition("wall"),
        ];
        Assert.Equal(definitions, definitions.Distinct());
    }

    [Fact]
    public void Definition_InWhateverOrderItIsMapped_IsTheSame() => Assert.Equal(
        new MappingTable().Map<Note>("wall", to => to.Set("x", n => n.Number).Unset("y")).Map<string>("wall", to => to.Set("z", s => s)).Definition("wall"),
        new MappingTable().Map<string>("wall", to => to.Set("z", s => s)).Map<Note>("wall", to => to.Unset("y").Set("x", n => n.Number)).Definition("wall"));

    [Fact]
    public void Apply_OtherTargetOrRecord_IsLeftAlone()
    {
        MappingTable table = new MappingTable().Map<Note>("wall", to => to.Set("x", n => n.Number));
        PlannedFields planned = new([], "rule");
        Assert.Null(table.Apply("other", Sample(), Source, planned));
        Assert.Null(table.Apply("wall", "a text", Source, planned));
        Assert.Empty(planned.Values);
    }

    [Theory]
    [InlineData("x_missing", "Custom.cost")]
    [InlineData("x_table", "Custom.region")]
    [InlineData("x_throws", "Number")]
    [InlineData("name", "Override")]
    public void Apply_FunctionFailsOrFindsNothing_IsACaseWithBothFieldsAndNoValue(string field, string says)
    {
        MappingTable table = new MappingTable().Map<Note>("wall", to =>
        {
            _ = field switch
            {
                "x_missing" => to.Set(field, n => n.Custom["cost"]),
                "x_table" => to.Set(field, n => n.Custom["region"].Lookup(Empty)),
                "x_throws" => to.Set(field, n => int.Parse(n.Number, System.Globalization.CultureInfo.InvariantCulture)),
                _ => to.Set(field, n => n.Number),
            };
        });
        CaseReason? reason = table.Apply("wall", Sample(("region", "secret")), Source, new PlannedFields(new JsonObject { ["name"] = "n" }, "rule"));
        Assert.Equal(("mapping-failed", field), (reason?.Cause, reason?.Field));
        Assert.Contains(says, reason!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("N-1", reason.Message, StringComparison.Ordinal);
    }

    /// <summary>Optional is a value that is not there, not one that cannot be mapped.</summary>
    [Fact]
    public void Apply_OptionalWhoseFunctionFails_IsACase()
    {
        MappingTable table = new MappingTable().Map<Note>("wall", to => to.Override("name", n => n.Custom["region"].Lookup(Empty), optional: true));
        PlannedFields planned = new(new JsonObject { ["name"] = "n" }, "rule");
        Assert.Equal("mapping-failed", table.Apply("wall", Sample(("region", "secret")), Source, planned)?.Cause);
    }

    [Fact]
    public void Apply_OptionalWithoutValue_LeavesTheFieldAsItIs()
    {
        MappingTable table = new MappingTable().Map<Note>("wall", to => to.Override("name", n => n.Custom["title"], optional: true));
        PlannedFields planned = new(new JsonObject { ["name"] = "n" }, "rule");
        Assert.Null(table.Apply("wall", Sample(), Source, planned));
        Assert.Equal("n", (string?)planned.Values["name"]);
    }

    [Fact]
    public void Definition_ContentOfTableOrConstant_IsPartOfIt()
    {
        static string With(string to, int length)
        {
            LookupTable regions = new("regions", ("N", to));
            return new MappingTable().Map<Note>("wall", map => map.Set("x", n => n.Number.Lookup(regions).Truncate(length))).Definition("wall");
        }

        Assert.Equal("Note: Set x = truncate(lookup(Number, regions), 2)\ntable regions: N=North", With("North", 2));
        Assert.Equal(4, new HashSet<string> { With("North", 2), With("Nord", 2), With("North", 3), With("Nord", 3) }.Count);
    }

    [Fact]
    public void Set_CapturedValue_IsTakenAsItIsThen()
    {
        string prefix = "a";
        MappingTable table = new MappingTable().Map<Note>("wall", to => to.Set("x", n => string.Concat(prefix, n.Number)));
        prefix = "b";
        PlannedFields planned = new([], "rule");
        table.Apply("wall", Sample(), Source, planned);
        Assert.Equal(("aN-1", "b"), ((string?)planned.Values["x"], prefix));
    }

    [Fact]
    public void Set_WhatHasNoVersionOrNoForm_IsRefused()
    {
        Dictionary<string, string> captured = [];
        Assert.Contains("Dictionary", Refusal(to => to.Set("x", n => captured[n.Number])), StringComparison.Ordinal);
        Assert.Contains("make it a text", Refusal(to => to.Set("x", n => n.Custom)), StringComparison.Ordinal);
        Assert.Contains("maps the field 'x' twice", Refusal(to => to.Set("x", n => n.Number).Unset("x")), StringComparison.Ordinal);
    }

    private static string Refusal(Action<FieldMap<Note>> map) => Assert.Throws<ConnectorException>(() => new MappingTable().Map("wall", map)).Message;

    private static Note Sample(params (string Name, string? Value)[] custom) =>
        new() { Custom = new CustomFields(custom.Select(c => KeyValuePair.Create(c.Name, c.Value))) };

    private sealed class Note
    {
        public string Number { get; init; } = "N-1";

        public int Count { get; init; } = 3;

        public DateOnly? Due { get; init; } = new DateOnly(2026, 5, 1);

        public CustomFields Custom { get; init; } = CustomFields.Empty;
    }
}
