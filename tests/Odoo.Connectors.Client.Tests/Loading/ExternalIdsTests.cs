namespace Odoo.Connectors.Client.Tests.Loading;

public sealed class ExternalIdsTests
{
    [Theory]
    [InlineData("stripe-us", "invoice", "in_1Mt", "oc_stripe_us.invoice_in_5f_1Mt")]
    [InlineData("salesforce", "customer", "001Aa", "oc_salesforce.customer_001Aa")]
    [InlineData("shop", "order", "a b/ü", "oc_shop.order_a_20_b_2f__fc_")]
    public void For_Ids_AreWrittenAsLettersDigitsAndCodes(string source, string kind, string id, string expected)
    {
        OdooExternalId externalId = OdooExternalIds.For(source, kind, id);

        Assert.Equal(expected, externalId.ToString());
        Assert.True(OdooExternalIds.TryRead(externalId, out string readSource, out string readKind, out string readId));
        Assert.Equal((source, kind, id), (readSource, readKind, readId));
    }

    [Fact]
    public void For_HundredThousandPairs_NeverCollideAndReadBack()
    {
        Random random = new(20260301);
        const string Alphabet = "aAbB19_-./ :é日\ud800";
        string[] sources = ["a", "a-b", "a-b-c", "b"];
        string[] kinds = ["a", "A", "b1", "customer"];
        HashSet<(string, string, string)> given = [];
        HashSet<string> made = [];
        while (given.Count < 100_000)
        {
            char[] id = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)])];
            (string Source, string Kind, string Id) key = (sources[random.Next(4)], kinds[random.Next(4)], new string(id));
            if (!given.Add(key))
            {
                continue;
            }

            OdooExternalId externalId = OdooExternalIds.For(key.Source, key.Kind, key.Id);
            Assert.True(made.Add(externalId.ToString()), "two ids became the same");
            Assert.All(externalId.Name, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c == '_'));
            Assert.True(OdooExternalIds.TryRead(OdooExternalId.Parse(externalId.ToString()), out string source, out string kind, out string back));
            Assert.Equal(key, (source, kind, back));
        }
    }

    [Theory]
    [InlineData("Stripe", "invoice", "1")]
    [InlineData("stripe_us", "invoice", "1")]
    [InlineData("", "invoice", "1")]
    [InlineData("stripe", "in_voice", "1")]
    [InlineData("stripe", "", "1")]
    [InlineData("stripe", "invoice", "")]
    public void For_NamesThatWouldCollide_AreRefused(string source, string kind, string id) =>
        Assert.ThrowsAny<ArgumentException>(() => OdooExternalIds.For(source, kind, id));

    [Fact]
    public void For_LongId_IsRefusedInsteadOfCut() => Assert.Throws<ArgumentException>(() => OdooExternalIds.For("a", "b", new string('x', 1000)));

    [Theory]
    [InlineData("base.de")]
    [InlineData("oc_stripe.invoice")]
    [InlineData("oc_stripe.invoice_")]
    [InlineData("oc_stripe.invoice_a_b")]
    [InlineData("oc_stripe.invoice_a_05f_b")]
    [InlineData("oc_stripe.invoice_a_zz_")]
    public void TryRead_IdsOfOthers_AreLeftAlone(string externalId) =>
        Assert.False(OdooExternalIds.TryRead(OdooExternalId.Parse(externalId), out _, out _, out _));

    [Theory]
    [InlineData("base.de", "base", "de")]
    [InlineData("__import__.a.b", "__import__", "a.b")]
    public void Parse_ModuleAndName_AreSplitAtTheFirstDot(string text, string module, string name)
    {
        OdooExternalId id = OdooExternalId.Parse(text);

        Assert.Equal((module, name), (id.Module, id.Name));
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("de")]
    [InlineData(".de")]
    [InlineData("base.")]
    [InlineData("base.d e")]
    [InlineData("ba-se.de")]
    [InlineData("")]
    public void Parse_NoExternalId_IsRefused(string text) => Assert.Throws<FormatException>(() => OdooExternalId.Parse(text));

    [Fact]
    public void Default_HasNoParts()
    {
        Assert.Throws<InvalidOperationException>(() => default(OdooExternalId).Module);
        Assert.Throws<InvalidOperationException>(() => new OdooUpsertRow(default, []));
    }
}
