using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>What values of a typed model become on the wire.</summary>
public sealed class ModelWriteTests
{
    // How to set each field, to a value and, where its type has one, to null; and what Odoo then wants to see.
    private static readonly (string Field, Action<Everything.Values> Set, string Wire)[] Setters =
    [
        ("text", v => v.Text = "a \"b\" ü", "\"a \\\"b\\\" ü\""), ("text", v => v.Text = null, "false"), ("text", v => v.Text = "", "\"\""),
        ("flag", v => v.Flag = true, "true"), ("flag", v => v.Flag = false, "false"),
        ("maybe_flag", v => v.MaybeFlag = true, "true"), ("maybe_flag", v => v.MaybeFlag = null, "false"),
        ("small", v => v.Small = 5, "5"), ("maybe_small", v => v.MaybeSmall = 0, "0"), ("maybe_small", v => v.MaybeSmall = null, "false"),
        ("number", v => v.Number = 9007199254740993, "9007199254740993"), ("maybe_number", v => v.MaybeNumber = null, "false"),
        ("amount", v => v.Amount = 1234567890123.12m, "1234567890123.12"), ("amount", v => v.Amount = 0.10m, "0.10"),
        ("maybe_amount", v => v.MaybeAmount = 0m, "0"), ("maybe_amount", v => v.MaybeAmount = null, "false"),
        ("day", v => v.Day = new DateOnly(2026, 3, 1), "\"2026-03-01\""), ("day", v => v.Day = null, "false"),
        ("moment", v => v.Moment = new DateTimeOffset(2026, 3, 1, 10, 20, 30, 999, TimeSpan.FromHours(-5)), "\"2026-03-01 15:20:30\""), ("moment", v => v.Moment = null, "false"),
        ("many2one", v => v.Many2one = 57, "57"), ("many2one", v => v.Many2one = null, "false"),
        ("many", v => v.Many = OdooCommands.Clear(), "[[5]]"), ("many", v => v.Many = [], "[]"),
        ("many_more", v => v.ManyMore = [OdooCommands.Link(4), OdooCommands.Unlink(3)], "[[4,4],[3,3]]"),
        ("bytes", v => v.Bytes = "%PDF-1.4 fake"u8.ToArray(), "\"JVBERi0xLjQgZmFrZQ==\""), ("bytes", v => v.Bytes = null, "false"),
        ("file", v => v.File = new OdooBinary("hi"u8.ToArray()), "\"aGk=\""), ("file", v => v.File = null, "false"),
        ("json", v => v.Json = JsonElement.Parse("{\"aa11bb22cc33dd44\":\"B-77\"}"), "{\"aa11bb22cc33dd44\":\"B-77\"}"), ("json", v => v.Json = null, "false"), ("json", v => v.Json = default(JsonElement), "false"),
        ("anything", v => v.Anything = new OdooModelReference("res.partner", 42), "\"res.partner,42\""), ("anything", v => v.Anything = null, "false"),
        ("kind", v => v.Kind = MoveType.CreditNote, "\"out_refund\""), ("kind", v => v.Kind = null, "false"), ("kind", v => v.Kind = new OdooSelection<MoveType>("new"), "\"new\""),
    ];

    [Fact]
    public void Setters_CoverEveryWritableField() =>
        Assert.Equal(Decode.FieldsOf<Everything>().Where(f => f != "id"), Setters.Select(s => s.Field).Distinct());

    [Fact]
    public void WriteTo_AnySubsetOfFields_WritesThoseAndNoOthers() => Gen.Int[0, Setters.Length - 1].Array[0, 12].Sample(
        chosen =>
        {
            Everything.Values values = new();
            SortedDictionary<string, JsonNode?> expected = new(StringComparer.Ordinal);
            foreach (int i in chosen)
            {
                Setters[i].Set(values);
                expected[Setters[i].Field] = JsonNode.Parse(Setters[i].Wire);
            }

            JsonObject written = JsonNode.Parse(Decode.Written(values))!.AsObject();
            Assert.Equal(expected.Keys, written.Select(p => p.Key).Order(StringComparer.Ordinal));
            Assert.All(expected, e => Assert.True(JsonNode.DeepEquals(e.Value, written[e.Key]), e.Key));
        },
        iter: 5000);

    /// <summary>Facts: a quantity 1.23456 is stored as 1.23, a price 1.23456 as it is, and 10.005 rounds to 10.01.</summary>
    [Fact]
    public void WriteTo_DecimalsOfTheField_RoundsAsOdooDoes()
    {
        Assert.Equal("""{"quantity":1.23,"price_unit":1.23456}""", Decode.Written(new RoundedLine.Values { Quantity = 1.23456m, PriceUnit = 1.23456m }));
        Assert.Equal("""{"quantity":10.01,"units":3}""", Decode.Written(new RoundedLine.Values { Quantity = 10.005m, Units = 2.5m }));
        Assert.Equal("""{"quantity":-10.01}""", Decode.Written(new RoundedLine.Values { Quantity = -10.005m }));
        Assert.Equal("""{"quantity":false}""", Decode.Written(new RoundedLine.Values { Quantity = null }));
    }

    [Theory]
    [InlineData("10.005", "0.01", "10.01")]
    [InlineData("-10.005", "0.01", "-10.01")]
    [InlineData("1234.5", "1", "1235")]
    [InlineData("0.125", "0.05", "0.15")]
    [InlineData("1.0005", "0.001", "1.001")]
    public void Round_ToTheStepOfACurrency_TakesHalvesAwayFromZero(string value, string rounding, string expected) => Assert.Equal(
        decimal.Parse(expected, CultureInfo.InvariantCulture),
        OdooFormat.Round(decimal.Parse(value, CultureInfo.InvariantCulture), decimal.Parse(rounding, CultureInfo.InvariantCulture)));

    [Fact]
    public void WriteTo_EachSetter_WritesItsWireForm()
    {
        foreach ((string field, Action<Everything.Values> set, string wire) in Setters)
        {
            Everything.Values values = new();
            set(values);
            Assert.Equal(JsonNode.Parse($"{{\"{field}\":{wire}}}")!.ToJsonString(), JsonNode.Parse(Decode.Written(values))!.ToJsonString());
        }

        Assert.Equal("{}", Decode.Written(new Everything.Values()));
    }

    [Fact]
    public void WriteTo_Decimal_KeepsItsDigits() => Gen.Decimal.Sample(amount => Assert.Equal(
        $"{{\"amount\":{amount.ToString(CultureInfo.InvariantCulture)}}}", Decode.Written(new Everything.Values { Amount = amount })));

    [Fact]
    public void WriteTo_MomentInAnyOffset_IsUtcWithoutZone() => Gen.Select(Gen.Long[0, 253402300799L], Gen.Int[-14 * 60, 14 * 60]).Sample((seconds, minutes) =>
    {
        DateTimeOffset utc = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        if (utc.Ticks + (minutes * TimeSpan.TicksPerMinute) > DateTimeOffset.MaxValue.Ticks || utc.Ticks + (minutes * TimeSpan.TicksPerMinute) < 0)
        {
            return;
        }

        string expected = $"{utc.Year:0000}-{utc.Month:00}-{utc.Day:00} {utc.Hour:00}:{utc.Minute:00}:{utc.Second:00}";
        string written = Decode.Written(new Everything.Values { Moment = utc.ToOffset(TimeSpan.FromMinutes(minutes)) });
        Assert.Equal($"{{\"moment\":\"{expected}\"}}", written);
        Assert.Equal(utc, Decode.WithField("moment", $"\"{expected}\"").Moment);
    });

    [Fact]
    public void Values_OfReadOnlyFields_AreNotThere() => Assert.Equal(
        ["Active", "CategoryId", "ChildIds", "Color", "Comment", "CompanyId", "CountryId", "CreditLimit", "Email", "Image", "Lang", "Name", "ParentId", "Reference", "Tz", "Vat"],
        typeof(Partner.Values).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Commands_Each_IsOdoosForm()
    {
        OdooCommands commands =
        [
            OdooCommands.Create(new Line.Values { Name = "l", TaxIds = OdooCommands.Set(9) }), OdooCommands.Create(new JsonObject { ["name"] = "T3" }),
            OdooCommands.Update(20, new Line.Values { Name = "kid1b" }), OdooCommands.Update(20, new JsonObject { ["name"] = null }), OdooCommands.Delete(21),
            OdooCommands.Unlink(3), OdooCommands.Link(3), OdooCommands.Clear(), OdooCommands.Set(), OdooCommands.Set(1, 2),
        ];

        Assert.Equal(
            """[[0,0,{"name":"l","tax_ids":[[6,0,[9]]]}],[0,0,{"name":"T3"}],[1,20,{"name":"kid1b"}],[1,20,{"name":null}],[2,21],[3,3],[4,3],[5],[6,0,[]],[6,0,[1,2]]]""",
            commands.ToJson().ToJsonString());
        Assert.Equal("Create, Create, Update #20, Update #20, Delete #21, Unlink #3, Link #3, Clear, Set, Set", string.Join(", ", commands));
        Assert.Equal([1L, 2L], commands[9].Ids);
    }

    [Fact]
    public void Values_Print_Nothing()
    {
        Everything.Values values = new() { Text = "canary" };

        Assert.DoesNotContain("canary", $"{values}{values.Text}{new OdooBinary("canary"u8.ToArray())}", StringComparison.Ordinal);
        Assert.Equal(("[set]", "[unset]"), (values.Text.ToString(), values.Amount.ToString()));
    }
}
