using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>What a typed record makes of the values Odoo sends.</summary>
public sealed class ModelReadTests
{
    [Fact]
    public void Fields_OfAType_AreExactlyItsSettableProperties()
    {
        Assert.Equal(["id", "name", "parent_id", "category_id", "child_ids", "email", "country_id", "credit_limit", "active", "write_date", "comment",
            "company_id", "vat", "image_128", "ref", "lang", "tz", "credit", "color"], Decode.FieldsOf<Partner>());
        Assert.Equal(["id", "name", "ref", "country_id"], Decode.FieldsOf<PartnerName>());
        Assert.Equal("res.partner", Decode.ModelOf<Partner>());
    }

    [Fact]
    public void FieldOf_Property_IsItsField()
    {
        Assert.Equal("credit_limit", Decode.FieldOf<Partner>("CreditLimit"));
        Assert.Equal("image_128", Decode.FieldOf<Partner>("Image"));
        Assert.Equal("id", Decode.FieldOf<Partner>("Id"));
        Assert.Null(Decode.FieldOf<Partner>("IsAbroad"));
        Assert.Null(Decode.FieldOf<Partner>("Note"));
    }

    [Fact]
    public void Read_FieldsInAnyOrderWithUnknownOnes_GivesTheSame()
    {
        PartnerName expected = new(7, "Bolt", "C-1", new OdooReference { Id = 57, Name = "Germany" });
        string[] parts = ["\"id\": 7", "\"name\": \"Bolt\"", "\"ref\": \"C-1\"", "\"country_id\": [57, \"Germany\"]"];
        foreach (string[] order in Permutations(parts))
        {
            Assert.Equal(expected, Decode.One<PartnerName>($"{{{string.Join(", ", order)}}}"));
            Assert.Equal(expected, Decode.One<PartnerName>($"{{\"x\": [1, {{\"y\": {{}}}}], {string.Join(", \"name2\": false, ", order)}, \"na\": {{}}}}"));
        }
    }

    [Fact]
    public void Read_EscapedFieldName_IsItsField() =>
        Assert.Equal("Bolt", Decode.One<PartnerName>("""{"id": 7, "n\u0061me": "Bolt", "\ud800": 1, "ref": false, "country_id": false}""").Name);

    [Theory]
    [InlineData("""{"id": 7, "name": "x", "ref": false}""", "country_id")]
    [InlineData("""{"name": "x", "ref": false, "country_id": false}""", "id")]
    [InlineData("{}", "id")]
    public void Read_FieldMissing_FailsNamingIt(string json, string field)
    {
        OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() => Decode.One<PartnerName>(json));

        Assert.Equal(("res.partner", field), (failure.Model, failure.Field));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    public void Read_NoObject_Fails(string json) => Assert.Throws<OdooProtocolException>(() => Decode.One<PartnerName>(json));

    [Theory]
    [InlineData("1234567890123.12", "1234567890123.12")]
    [InlineData("5", "5")]
    [InlineData("-1e-05", "-0.00001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("2.50", "2.50")]
    [InlineData("0.0", "0.0")]
    [InlineData("-0.05", "-0.05")]
    [InlineData("1E3", "1000")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("-999999999999999.99", "-999999999999999.99")]
    [InlineData("-12345678901234567.8", "-12345678901234567.8")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    public void Read_Decimal_KeepsEveryDigit(string literal, string expected) => Assert.Equal(
        expected, Decode.WithField("amount", literal).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("[57, \"Germany\"]", 57, "Germany")]
    [InlineData("[57, false]", 57, null)]
    [InlineData("57", 57, null)]
    [InlineData("{\"id\": 57, \"display_name\": \"Germany\", \"code\": [1, {}]}", 57, "Germany")]
    [InlineData("[57, \"Cura\\u00e7ao\"]", 57, "Curaçao")]
    public void Read_ReferenceInAnyForm_IsRead(string literal, long id, string? name)
    {
        Assert.Equal(new OdooReference { Id = id, Name = name }, Decode.WithField("many2one", literal).Many2one);
        Assert.Equal(id, Decode.WithField("maybe_number", literal).MaybeNumber);
    }

    [Fact]
    public void Read_Moments_AreUtcAndDatesLenient()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 57, 16, TimeSpan.Zero), Decode.WithField("moment", "\"2026-11-22 22:57:16\"").Moment);
        Assert.Equal(TimeSpan.Zero, Decode.WithField("moment", "\"2026-07-01 00:00:00\"").Moment!.Value.Offset);
        Assert.Equal(514573 * 10, Decode.WithField("moment", "\"2026-11-22 23:25:06.514573\"").Moment!.Value.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(new DateOnly(1, 1, 1), Decode.WithField("day", "\"1-01-01\"").Day);
        Assert.Equal(new DateOnly(2024, 2, 29), Decode.WithField("day", "\"2024-02-29\"").Day);
    }

    [Fact]
    public void Read_OtherKinds_AreRead()
    {
        Assert.Equal([1L, 2L], Decode.WithField("many", "[1, 2]").Many);
        Assert.Equal([1L, 2L], Decode.WithField("many_more", "[{\"id\": 1, \"name\": \"x\"}, 2]").ManyMore);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), Decode.WithField("many", $"[{string.Join(", ", Enumerable.Range(1, 100))}]").Many);
        Assert.Equal("%PDF-1.4 fake"u8.ToArray(), Decode.WithField("bytes", "\"JVBERi0xLjQgZmFrZQ==\"").Bytes);
        Assert.Equal(new OdooModelReference("res.partner", 42), Decode.WithField("anything", "\"res.partner,42\"").Anything);
        Assert.Equal("b", Decode.WithField("json", "[{\"name\": \"a\", \"value\": \"b\"}]").Json!.Value[0].GetProperty("value").GetString());
        Assert.Equal(5L, Decode.WithField("number", "5.0").Number);
        Assert.Equal("", Decode.WithField("text", "\"\"").Text);
    }

    [Fact]
    public async Task Read_Binary_IsAStreamToo()
    {
        OdooBinary file = Decode.WithField("file", "\"JVBERi0xLjQgZmFrZQ==\"").File!;
        using StreamReader text = new(file.OpenRead());

        Assert.Equal("%PDF-1.4 fake", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        OdooBinary copy = await OdooBinary.ReadAsync(file.OpenRead(), TestContext.Current.CancellationToken);
        Assert.Equal(file.Bytes.ToArray(), copy.Bytes.ToArray());
        Assert.Equal("[13 bytes]", copy.ToString());
    }

    [Fact]
    public void Read_Selection_KnownOrNot_Survives()
    {
        Assert.True(Decode.WithField("kind", "\"out_invoice\"").Kind == MoveType.OutInvoice);
        Assert.Equal(MoveType.CreditNote, Decode.WithField("kind", "\"out_refund\"").Kind!.Value.Value);
        OdooSelection<MoveType> odd = Decode.WithField("kind", "\"in_receipt\"").Kind!.Value;
        Assert.Equal((false, null, "in_receipt"), (odd.IsKnown, odd.Value, odd.Raw));
        Assert.Equal(new OdooSelection<MoveType>("in_receipt"), odd);
        Assert.Equal("""{"move_type":"in_receipt"}""", Decode.Written(new Move.Values { MoveType = odd }));
    }

    [Fact]
    public void ReadList_SameReferences_AreOneInstance()
    {
        string rows = string.Join(", ", Enumerable.Range(1, 50).Select(i => $"{{\"id\": {i}, \"name\": \"n\", \"ref\": false, \"country_id\": [{i % 3}, \"Côte {i % 3}\"]}}"));
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes($"[{rows}]"));
        reader.Read();

        IReadOnlyList<PartnerName> records = OdooModelReader.ReadList<PartnerName>(ref reader)!;

        Assert.All(records, r => Assert.Equal(new OdooReference { Id = r.Id % 3, Name = $"Côte {r.Id % 3}" }, r.CountryId));
        Assert.Equal(3, records.Select(r => r.CountryId!).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void ReadList_SameIdInOtherModels_AreOneInstanceEach()
    {
        string rows = string.Join(", ", Enumerable.Range(1, 50).Select(i =>
            $"{{\"id\": {i}, \"move_type\": \"entry\", \"partner_id\": [1, \"My Company\"], \"invoice_date\": false, \"currency_id\": [1, \"USD\"], \"journal_id\": [1, \"Customer Invoices\"], \"invoice_line_ids\": []}}"));
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes($"[{rows}]"));
        reader.Read();

        IReadOnlyList<Move> moves = OdooModelReader.ReadList<Move>(ref reader)!;

        Assert.All(moves, m => Assert.Equal(("My Company", "USD", "Customer Invoices"), (m.PartnerId!.Name, m.CurrencyId!.Name, m.JournalId!.Name)));
        Assert.Equal(3, moves.SelectMany(m => new[] { m.PartnerId!, m.CurrencyId!, m.JournalId! }).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Theory]
    [InlineData("Bolt")]
    [InlineData("Überweisung 王 😀")]
    [InlineData("a text of more than thirty-two bytes, and then a word: naïve")]
    public void Read_Text_IsWhatWasSent(string text) => Assert.Equal(text, Decode.WithField("text", $"\"{text}\"").Text);

    [Fact]
    public void Read_TextOfInvalidUtf8_FailsNamingIt()
    {
        byte[] json = Encoding.UTF8.GetBytes(Decode.Row<Everything>("text", "\"a~b\""));
        json[json.AsSpan().IndexOf((byte)'~')] = 0xC3;
        OdooProtocolException failure = Assert.Throws<OdooProtocolException>(() =>
        {
            Utf8JsonReader reader = new(json);
            reader.Read();
            ReadOne<Everything>(ref reader);
        });

        Assert.Equal("text", failure.Field);
    }

    [Fact]
    public void ReadList_SameIdWithOtherNames_KeepsEachName()
    {
        // Ids that share a place of the cache, and names that change under way.
        string rows = string.Join(", ", Enumerable.Range(1, 5000).Select(i => $"{{\"id\": {i}, \"name\": \"n\", \"ref\": false, \"country_id\": [{i % 2500}, \"N{i % 7}\"]}}"));
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes($"[{rows}]"));
        reader.Read();

        Assert.All(OdooModelReader.ReadList<PartnerName>(ref reader)!, r =>
            Assert.Equal(new OdooReference { Id = r.Id % 2500, Name = $"N{r.Id % 7}" }, r.CountryId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[5]")]
    [InlineData("false")]
    public void ReadList_NoListOfObjects_IsNull(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();

        Assert.Null(OdooModelReader.ReadList<PartnerName>(ref reader));
    }

    private static T ReadOne<T>(ref Utf8JsonReader reader)
        where T : IOdooModel<T> => T.Read(ref reader);

    private static IEnumerable<string[]> Permutations(string[] items) => items.Length == 1 ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (string[])[first, .. rest]));
}
