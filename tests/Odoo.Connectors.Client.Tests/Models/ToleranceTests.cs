using System.Text.Json;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>Every value that a field can be sent decodes, or fails naming the field; nothing else happens.</summary>
public sealed class ToleranceTests
{
    private const int Rows = 100_000;

    private static readonly string[] Literals =
    [
        "false", "null", "\"\"", "0", "0.0", "[]", "[7, false]", "[7, \"Name\"]", "{\"id\": 7, \"display_name\": \"Name\"}", "{}", "true", "1", "-1", "1.5", "5.0",
        "1e400", "99999999999999999999999999999999", "\"x\"", "\"\\ud800\"", "\"2026-02-28\"", "\"2026-13-01\"", "\"2026-02-28 10:20:30\"",
        "\"2026-02-28T10:20:30Z\"", "\"res.partner,7\"", "\"aGk=\"", "\"70.00 bytes\"", "[1, 2, 3]", "[[1]]", "[\"a\", \"b\"]", "[1, \"\\ud800\"]", "{\"id\": false}",
        "{\"id\": \"x\"}", "[{\"id\": 1}]", "\"out_invoice\"", "\"nan\"", "[false, \"x\"]", "{\"a\": [{}, [1]]}",
    ];

    [Fact]
    public void Read_AnyLiteralInAnyField_DecodesOrNamesTheField()
    {
        Random random = new(20261129);
        IReadOnlyList<string> fields = Decode.FieldsOf<Everything>();
        int decoded = 0, failed = 0;
        for (int row = 0; row < Rows; row++)
        {
            string[] literals = [.. fields.Select(_ => Literals[random.Next(Literals.Length)])];
            // Most values of most rows are unset, so that the odd ones of later fields are reached.
            for (int i = 0; i < literals.Length; i++)
            {
                literals[i] = random.Next(4) > 0 ? "false" : literals[i];
            }

            string json = $"{{{string.Join(", ", fields.Select((f, i) => $"\"{f}\": {literals[i]}"))}}}";
            try
            {
                Decode.One<Everything>(json);
                decoded++;
            }
            catch (OdooProtocolException e)
            {
                failed++;
                Assert.Equal(("x.all", ErrorKind.Protocol), (e.Model, e.Kind));
                Assert.Contains(e.Field, fields);
                Assert.StartsWith($"x.all.{e.Field} ", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(decoded > Rows / 50 && failed > Rows / 2, $"{decoded} decoded, {failed} failed");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("[]")]
    public void Read_ValueThatStandsForNothing_IsUnset(string literal)
    {
        Assert.False(Decode.WithField("flag", literal).Flag);
        Assert.Equal(0m, Decode.WithField("amount", literal).Amount);
        Assert.Equal(0L, Decode.WithField("number", literal).Number);
        Assert.Equal(0, Decode.WithField("small", literal).Small);
        Assert.Null(Decode.WithField("day", literal).Day);
        Assert.Null(Decode.WithField("moment", literal).Moment);
        Assert.Null(Decode.WithField("many2one", literal).Many2one);
        Assert.Empty(Decode.WithField("many", literal).Many);
        Assert.Null(Decode.WithField("bytes", literal).Bytes);
        Assert.Null(Decode.WithField("file", literal).File);
        Assert.Null(Decode.WithField("anything", literal).Anything);
        Assert.Null(Decode.WithField("kind", literal).Kind);
    }

    [Theory]
    [InlineData("text", "true")]
    [InlineData("text", "5")]
    [InlineData("text", "[]")]
    [InlineData("flag", "1")]
    [InlineData("flag", "\"false\"")]
    [InlineData("small", "2147483648")]
    [InlineData("number", "1.5")]
    [InlineData("number", "\"5\"")]
    [InlineData("amount", "\"5.00\"")]
    [InlineData("amount", "1e400")]
    [InlineData("day", "\"2026-02-30\"")]
    [InlineData("day", "\"2026-02-28 00:00:00\"")]
    [InlineData("moment", "\"2026-02-28\"")]
    [InlineData("moment", "\"2026-02-28T10:20:30\"")]
    [InlineData("moment", "\"2026-02-28 24:00:00\"")]
    [InlineData("many2one", "[1]")]
    [InlineData("many2one", "[1, \"a\", 2]")]
    [InlineData("many2one", "\"5\"")]
    [InlineData("many", "[1, \"name\"]")]
    [InlineData("many", "5")]
    [InlineData("bytes", "\"70.00 bytes\"")]
    [InlineData("anything", "\"res.partner\"")]
    [InlineData("kind", "5")]
    [InlineData("kind", "[\"entry\", \"Entry\"]")]
    [InlineData("anything", "[\"res.partner,7\"]")]
    [InlineData("bytes", "[\"aGk=\"]")]
    public void Read_ValueOfAnotherType_FailsNamingTheField(string field, string literal)
    {
        OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() => Decode.WithField(field, literal));

        Assert.Equal(("x.all", field), (failure.Model, failure.Field));
        Assert.DoesNotContain("70.00", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RequiredFieldUnset_FailsNamingIt()
    {
        Dictionary<string, string> values = new()
        {
            ["id"] = "1", ["text"] = "\"t\"", ["day"] = "\"2026-02-28\"", ["moment"] = "\"2026-02-28 10:20:30\"", ["many2one"] = "[7, \"N\"]", ["bytes"] = "\"aGk=\"",
            ["file"] = "\"aGk=\"", ["json"] = "{\"a\": 1}", ["anything"] = "\"res.partner,7\"", ["kind"] = "\"entry\"",
        };
        Assert.Equal(values.Keys, Decode.FieldsOf<Required>());
        Assert.Equal("t", Decode.One<Required>(Row("", "")).Text);
        foreach (string field in values.Keys.Where(f => f != "id"))
        {
            OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() => Decode.One<Required>(Row(field, "false")));
            Assert.Equal(("x.required", field), (failure.Model, failure.Field));
        }

        string Row(string field, string literal) => $"{{{string.Join(", ", values.Select(v => $"\"{v.Key}\": {(v.Key == field ? literal : v.Value)}"))}}}";
    }

    [Fact]
    public void Read_Failure_DoesNotQuoteTheValue()
    {
        OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() => Decode.WithField("amount", "\"canary-4711\""));

        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_FailNamingTheField()
    {
        foreach (string field in new[] { "text", "kind", "anything", "day", "many2one" })
        {
            byte[] json = System.Text.Encoding.Latin1.GetBytes(Decode.Row<Everything>(field, field == "many2one" ? "[1, \"\u00ff\"]" : "\"\u00ff,1\""));
            OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() => Read(json));
            Assert.Equal(field, failure.Field);
        }
    }

    private static Everything Read(byte[] json)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        return ReadOne<Everything>(ref reader);
    }

    private static T ReadOne<T>(ref Utf8JsonReader reader)
        where T : IOdooModel<T> => T.Read(ref reader);
}
