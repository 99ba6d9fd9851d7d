using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Sync.Tests.Payloads;

/// <summary>The table is what is read: no more, no less.</summary>
public sealed class FieldTableTests
{
    private static readonly FieldTable<Line> Lines = new FieldTable<Line>("Acme")
        .Field("Quantity", static (ref r, l) => l.Quantity = JsonField.Decimal(ref r))
        .Field("Active", static (ref r, l) => l.IsActive = JsonField.Flag(ref r));

    private static readonly FieldTable<Deal> Deals = new FieldTable<Deal>("Acme")
        .Field("Id", static (ref r, d) => d.Id = JsonField.Text(ref r))
        .Field("CloseDate", static (ref r, d) => d.ClosedOn = JsonField.Date(ref r))
        .Field("Größe", static (ref r, d) => d.Size = JsonField.Integer(ref r))
        .Field("Region__c", static (ref r, d) => d.Region = JsonField.AsText(ref r))
        .Object("Account", new FieldTable<Deal>("Acme").Field("Name", static (ref r, d) => d.Account = JsonField.Text(ref r)), static d => d)
        .Objects("Lines", Lines, static d => d.Next());

    [Fact]
    public void Read_EveryShapeOfField_FillsTheBuilder()
    {
        Deal deal = Read("""
            {"skipped":{"deep":[1,{"Id":"not this"}]},"Id":"006","CloseDate":"2026-09-15","Gr\u00f6\u00dfe":"42","Region__c":1.25E1,
             "Account":{"Name":"Acme \"Ltd\"","Owner":{"Name":"not this"}},"Lines":[{"Quantity":1.2345678E7,"Active":"true"},{"Quantity":"0.10","Active":false},{}]}
            """);
        Assert.Equal(("006", new DateOnly(2026, 9, 15), 42L, "12.5", "Acme \"Ltd\""), (deal.Id, deal.ClosedOn, deal.Size, deal.Region, deal.Account));
        Assert.Equal([(12345678m, true), (0.10m, false), (null, null)], deal.Lines.Select(l => (l.Quantity, l.IsActive)));
    }

    [Fact]
    public void Read_NullsAndEmptyTexts_AreNothing()
    {
        Deal deal = Read("""{"Id":"","CloseDate":null,"Größe":"","Region__c":null,"Account":null,"Lines":null}""");
        Assert.Equal((null, null, null, null, null), (deal.Id, deal.ClosedOn, deal.Size, deal.Region, deal.Account));
        Assert.Empty(deal.Lines);
    }

    [Theory]
    [InlineData("""{"Id":7}""", "Id")]
    [InlineData("""{"CloseDate":"15.09.2026"}""", "CloseDate")]
    [InlineData("""{"Größe":1.5}""", "Größe")]
    [InlineData("""{"Account":"Acme"}""", "Account")]
    [InlineData("""{"Account":{"Name":["a"]}}""", "Account.Name")]
    [InlineData("""{"Lines":{}}""", "Lines")]
    [InlineData("""{"Lines":[{"Quantity":1},{"Quantity":"many"}]}""", "Lines.Quantity")]
    [InlineData("""{"Lines":[{"Active":"perhaps"}]}""", "Lines.Active")]
    public void Read_OfAnotherType_NamesTheFieldAndNotItsValue(string json, string field)
    {
        ConnectorException failure = Assert.ThrowsAny<ConnectorException>(() => Read(json));
        Assert.Equal((ErrorKind.Protocol, field), (failure.Kind, failure.Field));
        Assert.Equal($"The field {field} of Acme does not hold what Acme documents.", failure.Message);
        Assert.Null(failure.InnerException);
    }

    [Theory]
    [InlineData("{\"Id\":\"006\",}", "line 1, byte 13")]
    [InlineData("{\"Id\":\"00", "line 1, byte 10")]
    [InlineData("{\"Id\":\"006\"}\n}", "line 2, byte 1")]
    [InlineData("", "line 1, byte 1")]
    public void Read_OfNoJson_NamesThePlace(string json, string place)
    {
        ConnectorException failure = Assert.ThrowsAny<ConnectorException>(() => Read(json));
        Assert.Equal((ErrorKind.Protocol, place, null), (failure.Kind, failure.Field, failure.InnerException));
    }

    [Fact]
    public void Read_OfAnArray_IsRefused() =>
        Assert.Equal("What Acme sent is no JSON object.", Assert.ThrowsAny<ConnectorException>(() => Read("[]")).Message);

    [Fact]
    public void UseOf_NestedPayload_NamesUsedAndIgnoredOnce()
    {
        FieldUse use = Deals.UseOf(Encoding.UTF8.GetBytes("""
            {"attributes":{"type":"Opportunity","url":"/x"},"Id":"006","Account":{"Name":"A","Phone":"1"},"Region__c":{"a":1},
             "Lines":[{"Quantity":1,"Tax":2},{"Active":true,"Tax":3}]}
            """));
        Assert.Equal(["Id", "Account.Name", "Region__c", "Lines.Quantity", "Lines.Active"], use.Used);
        Assert.Equal(["attributes", "Account.Phone", "Lines.Tax"], use.Ignored);
    }

    [Fact]
    public void Names_OfATable_AreAllItReads() =>
        Assert.Equal(["Id", "CloseDate", "Größe", "Region__c", "Account.Name", "Lines.Quantity", "Lines.Active"], Deals.Names);

    [Fact]
    public void Field_AddedTwice_IsReadByBothAndLeavesTheFirstTableAlone()
    {
        FieldTable<Deal> both = Deals.Field("Id", static (ref r, d) => d.Region = JsonField.Text(ref r));
        Deal twice = new(), once = new();
        both.Read("""{"Id":"006","Größe":1}"""u8, twice);
        Deals.Read("""{"Id":"006"}"""u8, once);
        Assert.Equal(("006", "006", 1L), (twice.Id, twice.Region, twice.Size));
        Assert.Equal(("006", null), (once.Id, once.Region));
    }

    /// <summary>Each name is found among many, by its own bytes alone.</summary>
    [Fact]
    public void Read_AmongManyNames_FindsEach()
    {
        string[] names = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { $"f{i}", $"a_longer_name_{i}__c" })];
        FieldTable<Dictionary<string, string?>> table = names.Aggregate(
            new FieldTable<Dictionary<string, string?>>("Acme"), (t, n) => t.Field(n, (ref r, d) => d[n] = JsonField.Text(ref r)));
        Dictionary<string, string?> read = [];
        table.Read(JsonSerializer.SerializeToUtf8Bytes(names.Concat(["f300", "f", "a_longer_name_300__c"]).ToDictionary(n => n, n => n)), read);
        Assert.Equal(names.ToDictionary(n => n, n => (string?)n), read);
    }

    private static Deal Read(string json)
    {
        Deal deal = new();
        Deals.Read(Encoding.UTF8.GetBytes(json), deal);
        return deal;
    }

    private sealed class Deal
    {
        public string? Id { get; set; }

        public DateOnly? ClosedOn { get; set; }

        public long? Size { get; set; }

        public string? Region { get; set; }

        public string? Account { get; set; }

        public List<Line> Lines { get; } = [];

        public Line Next()
        {
            Lines.Add(new Line());
            return Lines[^1];
        }
    }

    private sealed class Line
    {
        public decimal? Quantity { get; set; }

        public bool? IsActive { get; set; }
    }
}
