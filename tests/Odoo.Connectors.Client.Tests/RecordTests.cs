using System.Text.Json;

namespace Odoo.Connectors.Client.Tests;

public sealed class RecordTests
{
    [Theory]
    [InlineData("1234567890123.12", "1234567890123.12")]
    [InlineData("0.1", "0.1")]
    [InlineData("5", "5")]
    [InlineData("-1e-05", "-0.00001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void GetDecimal_Literal_KeepsEveryDigit(string literal, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Field(literal).GetDecimal("f"));

    [Theory]
    [InlineData("\"1-01-01\"", 1, 1, 1)]
    [InlineData("\"2026-02-28\"", 2026, 2, 28)]
    public void GetDate_Text_IsRead(string literal, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Field(literal).GetDate("f"));

    [Fact]
    public void GetDateTime_WithAndWithoutFraction_IsUtc()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 53, 31, TimeSpan.Zero), Field("\"2026-11-22 22:53:31\"").GetDateTime("f"));
        var fraction = Field("\"2026-11-22 23:25:06.514573\"").GetDateTime("f")!.Value;
        Assert.Equal(TimeSpan.Zero, fraction.Offset);
        Assert.Equal(514573 * 10, fraction.Ticks % TimeSpan.TicksPerSecond);
    }

    [Theory]
    [InlineData("[57, \"Germany\"]", 57, "Germany")]
    [InlineData("57", 57, null)]
    [InlineData("[57, false]", 57, null)]
    [InlineData("{\"id\": 57, \"display_name\": \"Germany\"}", 57, "Germany")]
    public void GetReference_AnyForm_IsRead(string literal, long id, string? name) =>
        Assert.Equal(new OdooReference { Id = id, Name = name }, Field(literal).GetReference("f"));

    [Theory]
    [InlineData("false")]
    [InlineData("null")]
    public void AnyGetter_Unset_IsNullOrEmpty(string literal)
    {
        var record = Field(literal);

        Assert.Null(record.GetString("f"));
        Assert.Null(record.GetDecimal("f"));
        Assert.Null(record.GetInt64("f"));
        Assert.Null(record.GetDate("f"));
        Assert.Null(record.GetDateTime("f"));
        Assert.Null(record.GetReference("f"));
        Assert.Empty(record.GetIds("f"));
        Assert.False(record.GetBoolean("f"));
    }

    [Fact]
    public void GetString_Empty_StaysApartFromUnset() => Assert.Equal("", Field("\"\"").GetString("f"));

    [Fact]
    public void AnyGetter_OddValue_FailsOnlyAsProtocolNamingTheField()
    {
        string[] literals = ["true", "\"\"", "\"x\"", "\"\\ud800\"", "1.5", "1e400", "99999999999999999999999999999999", "[]", "[1]", "[1,2,3]",
            "[\"a\",\"b\"]", "[1,\"\\ud800\"]", "[[1]]", "{}", "{\"id\":\"x\"}", "\"2026-13-01\"", "\"2026-01-01T00:00:00Z\""];
        Func<OdooRecord, object?>[] getters = [r => r.GetString("f"), r => r.GetDecimal("f"), r => r.GetInt64("f"), r => r.GetBoolean("f"),
            r => r.GetDate("f"), r => r.GetDateTime("f"), r => r.GetReference("f"), r => r.GetIds("f")];
        var failures = 0;
        foreach (var literal in literals)
        {
            foreach (var getter in getters)
            {
                if (Record.Exception(() => getter(Field(literal))) is { } e)
                {
                    failures++;
                    var protocol = Assert.IsType<OdooProtocolException>(e);
                    Assert.Equal((ErrorKind.Protocol, "res.partner", "f"), (protocol.Kind, protocol.Model, protocol.Field));
                    Assert.StartsWith("res.partner.f ", protocol.Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.True(failures > literals.Length, "odd values were accepted");
    }

    [Fact]
    public void GetString_FieldNotRead_SaysSo() =>
        Assert.Contains("was not read", Assert.Throws<OdooProtocolException>(() => Field("1").GetString("other")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("[]")]
    public void Getters_ValueThatStandsForNothing_AreUnset(string literal)
    {
        var record = Field(literal);

        Assert.Null(record.GetDate("f"));
        Assert.Null(record.GetDateTime("f"));
        Assert.Null(record.GetReference("f"));
        Assert.Null(record.GetModelReference("f"));
        Assert.Null(record.GetBytes("f"));
        Assert.Empty(record.GetIds("f"));
        Assert.False(record.GetBoolean("f"));
        Assert.Equal(0m, record.GetDecimal("f") ?? 0m);
        Assert.Null(record.GetSelection<DayOfWeek>("f"));
    }

    [Fact]
    public void Getters_OfOtherKinds_Read()
    {
        Assert.Equal("%PDF-1.4 fake"u8.ToArray(), Field("\"JVBERi0xLjQgZmFrZQ==\"").GetBytes("f"));
        Assert.Equal(new OdooModelReference("res.partner", 42), Field("\"res.partner,42\"").GetModelReference("f"));
        Assert.Equal(2, Field("[{\"value\": 1}, {\"value\": 2}]").GetJson("f")!.Value[1].GetProperty("value").GetInt32());
        Assert.Null(Field("false").GetJson("f"));
        Assert.True(Field("\"monday\"").GetSelection<DayOfWeek>("f") == DayOfWeek.Monday);
        Assert.Equal("someday", Field("\"someday\"").GetSelection<DayOfWeek>("f")!.Value.Raw);
        Assert.Equal(57, Field("[57, \"Germany\"]").GetInt64("f"));
    }

    private static OdooRecord Field(string literal) => new("res.partner", JsonElement.Parse($$"""{"id":1,"f":{{literal}}}"""));
}
