using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class DecodeTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("inclusive-drift")]
    [InlineData("yen-early-payment")]
    public async Task DecodeChange_Story_HoldsTheExpectedOrder(string name)
    {
        await using Rig rig = Rig.Create();
        JsonNode expect = Story.Load(name, rig.Emulator)["expect"]!;
        string id = expect["order"]!["crm_id"]!.GetValue<string>();

        (List<Delivery> deliveries, _) = await rig.PollAllAsync();
        Change change = rig.Adapter.DecodeChange(deliveries.Single(d => d.Subject.Id == id));

        Deal deal = Assert.IsType<Deal>(change.Record);
        Assert.Equal(ChangeKinds.DealSeen, change.Kind);
        Assert.True(deal.IsWon);
        Assert.Equal(expect["account"]!["name"]!.GetValue<string>(), deal.Customer.Name);
        Assert.Equal(expect["account"]!["crm_id"]!.GetValue<string>(), deal.Customer.Ref.Id);
        Assert.Equal("BE", deal.Customer.BillingAddress!.Country);
        Assert.NotNull(deal.Customer.Email);
        Assert.Equal(expect["order"]!["currency"]!.GetValue<string>(), deal.Currency.Code);
        Assert.Equal(Number(expect["order"]!["net"]), deal.Lines.Sum(line => line.Quantity * line.UnitPrice));
        Assert.Equal(
            expect["order"]!["lines"]!.AsArray().Select(l => (l!["code"]!.GetValue<string>(), Number(l["quantity"]), Number(l["net"]))),
            deal.Lines.Select(l => (l.ProductCode, l.Quantity, l.Quantity * l.UnitPrice)));
    }

    [Fact]
    public async Task Decode_PlainStory_DiscountedTotalDecidesTheUnitPrice()
    {
        await using Rig rig = Rig.Create();
        Story.Load("plain", rig.Emulator);

        Deal deal = await rig.DealAsync("006Pl0000000001IAA");

        Assert.Equal([36m, 45m], deal.Lines.Select(l => l.UnitPrice));
        Assert.Equal(new DateOnly(2026, 3, 10), deal.ClosedOn);
        Assert.Equal("Nora Claes", deal.Customer.Contact!.Name);
        Assert.Equal("nora.claes@kanaalfietsen.example", deal.Customer.Email);
        Assert.Equal(("Coupure Links 12", "Gent", "9000"), (deal.Customer.BillingAddress!.Street, deal.Customer.BillingAddress.City, deal.Customer.BillingAddress.PostalCode));
    }

    [Theory]
    [InlineData("5.0", "40.0", "200.0", "5", "40", "Seat")]
    [InlineData("5.0", "40.0", "180.0", "5", "36", "Seat")]
    [InlineData("8.0", "1.0", "1.0", "8", "0.125", "Seat")]
    [InlineData("3.0", "40.0", "100.0", "1", "100", "Seat (3 units at the agreed total)")]
    [InlineData("0.0", "40.0", "10.0", "1", "10", "Seat (0 units at the agreed total)")]
    [InlineData("1.0", "1.2345678E7", "1.2345678E7", "1", "12345678", "Seat")]
    [InlineData("1.0E8", "0.01", "1.0E6", "100000000", "0.01", "Seat")]
    public void Line_QuantityPriceAndTotal_TotalIsKept(string quantity, string price, string total, string units, string unitPrice, string description)
    {
        ProductLine line = Line(
            $$$"""{"Id":"00k5w00000B1c2d","Quantity":{{{quantity}}},"UnitPrice":{{{price}}},"TotalPrice":{{{total}}},"Product2":{"ProductCode":"SEAT","Name":"Seat"}}""");

        Assert.Equal(Number(units), line.Quantity);
        Assert.Equal(Number(unitPrice), line.UnitPrice);
        Assert.Equal(description, line.Description);
        Assert.Equal(decimal.Parse(total, NumberStyles.Float, CultureInfo.InvariantCulture), line.Quantity * line.UnitPrice);
    }

    [Theory]
    [InlineData("""{"Id":"00k5w00000B1c2d","Quantity":1,"TotalPrice":1,"Product2":{"Name":"Seat"}}""", "OpportunityLineItem.ProductCode")]
    [InlineData("""{"Id":"00k5w00000B1c2d","Quantity":1,"TotalPrice":1,"Product2":null}""", "OpportunityLineItem.ProductCode")]
    [InlineData("""{"Id":"00k5w00000B1c2d","TotalPrice":1,"Product2":{"ProductCode":"SEAT"}}""", "OpportunityLineItem.Quantity")]
    [InlineData("""{"Id":"00k5w00000B1c2d","Quantity":1,"TotalPrice":null,"Product2":{"ProductCode":"SEAT"}}""", "OpportunityLineItem.TotalPrice")]
    public void Line_WithoutWhatItNeeds_NamesTheField(string line, string field)
    {
        var e = Assert.Throws<ConnectorException>(() => Line(line));

        Assert.Equal((ErrorKind.Validation, field), (e.Kind, e.Field));
    }

    [Theory]
    [InlineData("001ZM000001QkdO", "001ZM000001QkdOYAS")]
    [InlineData("00Di0000000icUB", "00Di0000000icUBEAY")]
    [InlineData("0065w000023STAm", "0065w000023STAmAAO")]
    [InlineData("0065w000023STAmAAO", "0065w000023STAmAAO")]
    [InlineData("001ZM000001Qkd'", null)]
    [InlineData("001", null)]
    public void Id_Of15Characters_GetsItsChecksum(string id, string? full) => Assert.Equal(full, SalesforceId.Normal(id));

    [Theory]
    [InlineData("CurrencyIsoCode", "\"XYZ\"", "'XYZ'")]
    [InlineData("CurrencyIsoCode", "null", "DefaultCurrency")]
    [InlineData("AccountId", "null", "account")]
    [InlineData("Account", "null", "access")]
    public void Decode_DealThatCannotBeMapped_NamesTheField(string field, string value, string word)
    {
        var e = Assert.ThrowsAny<ConnectorException>(() => Decode(deal => deal[field] = JsonNode.Parse(value)));

        Assert.Equal((ErrorKind.Validation, field == "Account" ? "AccountId" : field), (e.Kind, e.Field));
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Germany", "DE")]
    [InlineData("the netherlands", "NL")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("USA", "US")]
    [InlineData("be", "BE")]
    [InlineData("UK", "GB")]
    [InlineData(null, null)]
    public void Decode_Country_BecomesItsCode(string? country, string? code)
    {
        Deal deal = Decode(d => d["Account"]!["BillingCountry"] = country);

        Assert.Equal(code, deal.Customer.BillingAddress!.Country);
    }

    [Fact]
    public void Decode_UnknownCountry_NamesTheFieldAndHidesTheValue()
    {
        var e = Assert.Throws<ConnectorException>(() => Decode(d => d["Account"]!["BillingCountry"] = "Atlantis"));

        Assert.Equal((ErrorKind.Validation, "BillingCountry"), (e.Kind, e.Field));
        Assert.Equal("Atlantis", e.ServerText.Reveal());
        Assert.DoesNotContain("Atlantis", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AccountWithAParent_NamesIt()
    {
        Assert.Equal(new ExternalRef("crm", RecordKinds.Customer, "001ZM000001QkdPYAS"), Decode(d => d["Account"]!["ParentId"] = "001ZM000001QkdP").Customer.Parent);
        Assert.Null(Decode(_ => { }).Customer.Parent);
    }

    [Fact]
    public void Decode_CountryCodeBesideTheName_Decides()
    {
        Deal deal = Decode(d =>
        {
            d["Account"]!["BillingCountry"] = "Deutschland";
            d["Account"]!["BillingCountryCode"] = "DE";
        });

        Assert.Equal("DE", deal.Customer.BillingAddress!.Country);
    }

    [Theory]
    [InlineData("Id", "\"short\"")]
    [InlineData("Name", "null")]
    [InlineData("CloseDate", "\"15.09.2026\"")]
    [InlineData("OpportunityLineItems", "[]")]
    public void Decode_NotAsDocumented_IsProtocolAndNamesTheField(string field, string value)
    {
        var e = Assert.ThrowsAny<ConnectorException>(() => Decode(deal => deal[field] = JsonNode.Parse(value)));

        Assert.Equal((ErrorKind.Protocol, field), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Decode_CustomAndVatFields_Travel()
    {
        await using Rig rig = Rig.Create(configure: o =>
        {
            o.VatField = "VAT_Number__c";
            o.InvoicedToField = "Invoiced_To__c";
            o.AccountCustomFields.Add("Revenue__c");
            o.AccountCustomFields.Add("name");
            o.OpportunityCustomFields.Add("Region__c");
        });
        rig.Emulator.DeclareField("Account", "VAT_Number__c");
        rig.Emulator.DeclareField("Account", "Invoiced_To__c");
        rig.Emulator.DeclareField("Account", "Revenue__c");
        rig.Emulator.DeclareField("Opportunity", "Region__c");
        JsonObject account = rig.Record("Account", Rig.Account);
        (account["VAT_Number__c"], account["Revenue__c"], account["Invoiced_To__c"]) = ("DE123456789", 12345678m, "001ZM000001QkdP");
        rig.Emulator.Put(account);
        JsonObject deal = rig.Record("Opportunity", Rig.Won);
        deal["Region__c"] = "North";
        rig.Emulator.Put(deal);

        Deal read = await rig.DealAsync();

        Assert.Equal("DE123456789", read.Customer.VatNumber);
        Assert.Equal((new ExternalRef("crm", RecordKinds.Customer, "001ZM000001QkdPYAS"), read.Customer.InvoicedTo), (read.Customer.InvoicedTo, read.Customer.Payer));
        Assert.Equal("12345678", read.Customer.Custom["Revenue__c"]);
        Assert.Equal("North", read.Custom["Region__c"]);
    }

    [Fact]
    public async Task Read_DefaultCurrency_DoesNotSelectTheField()
    {
        await using Rig rig = Rig.Create(configure: o => o.DefaultCurrency = "CHF");
        rig.Emulator.RemoveField("Opportunity", "CurrencyIsoCode");

        Deal deal = await rig.DealAsync();

        Assert.Equal("CHF", deal.Currency.Code);
        Assert.DoesNotContain(rig.Emulator.Calls, c => c.Query.Contains("CurrencyIsoCode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_OpenDeal_IsReadAndNotWon()
    {
        await using Rig rig = Rig.Create(withOpen: true);

        Deal deal = await rig.DealAsync("0065w000023STAn");

        Assert.False(deal.IsWon);
        Assert.Null(deal.ClosedOn);
        Assert.Equal("0065w000023STAnAAO", deal.Ref.Id);
    }

    [Theory]
    [InlineData("deal", "0065w000023STZZ")]
    [InlineData("customer", "001ZM000001Zzzz")]
    [InlineData("customer", "x' OR Name != '")]
    public async Task Read_NoSuchRecord_AnswersNull(string kind, string id)
    {
        await using Rig rig = Rig.Create();

        Assert.Null(await rig.Adapter.ReadAsync(Rig.Ref(kind, id), Rig.Token));
    }

    [Fact]
    public async Task Read_DeletedAccount_AnswersNull()
    {
        await using Rig rig = Rig.Create();
        JsonObject account = rig.Record("Account", Rig.Account);
        account["IsDeleted"] = true;
        rig.Emulator.Put(account);

        Assert.Null(await rig.Adapter.ReadAsync(Rig.Ref("customer", Rig.Account), Rig.Token));
    }

    private static decimal Number(JsonNode? node) => Number(node!.GetValue<string>());

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A won deal of this one line.</summary>
    private static ProductLine Line(string line) =>
        Decode(d => d["OpportunityLineItems"] = new JsonObject { ["done"] = true, ["records"] = new JsonArray(JsonNode.Parse(line)) }).Lines[0];

    /// <summary>The fixture's won deal with the fixture's account, changed.</summary>
    private static Deal Decode(Action<JsonObject> change)
    {
        JsonObject deal = JsonNode.Parse(Rig.Fixture("query_opportunities_page1"))!["records"]![0]!.DeepClone().AsObject();
        deal["Account"] = JsonNode.Parse(Rig.Fixture("account"));
        change(deal);
        return (Deal)RecordMapper.Map("crm", RecordType.Opportunity, Encoding.UTF8.GetBytes(deal.ToJsonString()), new SalesforceOptions());
    }
}
