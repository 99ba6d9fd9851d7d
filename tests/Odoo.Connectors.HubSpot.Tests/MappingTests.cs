using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class MappingTests : IAsyncDisposable
{
    private const string Company = """{"id":"330222354146","properties":{"name":"NorthPeak GmbH","domain":"northpeak.example","address":"Ring 1","address2":"2nd floor","city":"Berlin","zip":"10115","country":"Germany","region":"north","vat":"DE123456789"},"updatedAt":"2026-09-15T09:30:12.345Z","archived":false}""";
    private readonly Rig _rig = Rig.Create(new Answers(_ => throw new InvalidOperationException("Mapping calls nobody.")), o =>
    {
        o.VatProperty = "vat";
        o.CompanyProperties.Add("region");
    });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public void Deal_ClosedWonWithLines_IsMappedToTheCent()
    {
        string[] lines = [.. JsonNode.Parse(Fixture.Text("line_items_batch_read_response"))!["results"]!.AsArray().Select(l => l!.ToJsonString())];

        Deal deal = _rig.Deal(Fixture.Text("deal_closedwon"), Company, lines);

        Assert.Equal(Rig.Ref(RecordKinds.Deal, "332507367156"), deal.Ref);
        Assert.Equal((true, DealState.Won, "closedwon", "default"), (deal.IsWon, deal.State, deal.Stage, deal.Pipeline));
        Assert.Equal("NorthPeak GmbH - 5 seats", deal.Name);
        Assert.Equal(Currency.Parse("EUR"), deal.Currency);
        Assert.Equal(new Money(250.00m, deal.Currency), deal.Amount);
        Assert.Equal(new DateOnly(2026, 9, 15), deal.ClosedOn);
        Assert.Equal(12, deal.TermMonths);
        Assert.Equal(2, deal.Lines.Count);
        Assert.Equal(
            new ProductLine
            {
                Id = "53810745416", ProductCode = "SEAT", Description = "Seat", Quantity = 5m, UnitPrice = 40.00m, Recurrence = new(1, RecurrenceUnit.Month),
                Term = new(12, RecurrenceUnit.Month), Product = Rig.Ref(RecordKinds.Product, "43439884383"),
            },
            deal.Lines[0]);
        Assert.Equal(("ONB", 1m, 50.00m, null, null), (deal.Lines[1].ProductCode, deal.Lines[1].Quantity, deal.Lines[1].UnitPrice, deal.Lines[1].Recurrence, deal.Lines[1].Term));
    }

    [Fact]
    public void Deal_OpenOrLostOfTheList_NeedsNoCompany()
    {
        Deal open = _rig.Deal(JsonNode.Parse(Fixture.Text("deals_list_page1"))!["results"]![1]!.ToJsonString());
        Deal lost = _rig.Deal(JsonNode.Parse(Fixture.Text("deals_list_page2"))!["results"]![0]!.ToJsonString());

        Assert.Equal((DealState.Open, null, null), (open.State, open.Amount, open.ClosedOn));
        Assert.Equal((DealState.Lost, new DateOnly(2026, 9, 15)), (lost.State, lost.ClosedOn));
    }

    [Fact]
    public void Company_Fields_AreMappedAndTheContactGivesTheAddress()
    {
        Customer customer = (Customer)_rig.Adapter.Decode(
            Rig.Ref(RecordKinds.Customer, "330222354146"), Encoding.UTF8.GetBytes($$"""{"company":{{Company}},"contact":{{Fixture.Text("contact")}}}"""));

        Assert.Equal(("NorthPeak GmbH", "northpeak.example", "DE123456789"), (customer.Name, customer.Website, customer.VatNumber));
        Assert.Equal(new Address { Street = "Ring 1\n2nd floor", City = "Berlin", PostalCode = "10115", Country = "DE" }, customer.BillingAddress);
        Assert.Equal(("nora@northpeak.example", "Nora Peak"), (customer.Email, customer.Contact!.Name));
        Assert.Equal("north", customer.Custom["region"]);
    }

    [Fact]
    public void Contact_Record_BelongsToItsCompany()
    {
        Contact contact = (Contact)_rig.Adapter.Decode(
            Rig.Ref(RecordKinds.Contact, "508369434347"), Encoding.UTF8.GetBytes($$"""{"contact":{{Fixture.Text("contact")}},"company":"330222354146"}"""));

        Assert.Equal(
            new Contact
            {
                Ref = Rig.Ref(RecordKinds.Contact, "508369434347"), Name = "Nora Peak", Email = "nora@northpeak.example",
                Customer = Rig.Ref(RecordKinds.Customer, "330222354146"),
            },
            contact);
    }

    [Theory]
    [InlineData("""{"hs_is_closed":"true","hs_is_closed_won":"true","dealstage":"4711"}""", "", true)]
    [InlineData("""{"hs_is_closed":"true","hs_is_closed_won":"false","dealstage":"4711"}""", "4711", true)]
    [InlineData("""{"dealstage":"closedwon"}""", "", true)]
    [InlineData("""{"dealstage":"closedwon"}""", "4711", false)]
    [InlineData("""{"hs_is_closed_won":"false","dealstage":"closedwon"}""", "", false)]
    [InlineData("""{"dealstage":"qualifiedtobuy"}""", "", false)]
    public void Deal_Won_IsTheFlagElseAConfiguredStage(string properties, string stage, bool isWon)
    {
        if (stage.Length > 0)
        {
            _rig.Options.WonStages.Add(stage);
        }

        JsonObject record = JsonNode.Parse($$"""{"id":"1","properties":{{properties}}}""")!.AsObject();
        record["properties"]!["deal_currency_code"] = "EUR";

        Assert.Equal(isWon, _rig.Deal(record.ToJsonString(), Company).IsWon);
    }

    [Fact]
    public void Deal_ClosedLateInTheEvening_ClosesOnTheDayOfTheAccount()
    {
        Deal deal = _rig.Deal("""{"id":"1","properties":{"dealstage":"closedwon","closedate":"2026-09-15T22:30:00Z","deal_currency_code":"EUR"}}""", Company);

        // Berlin is two hours ahead of UTC in September.
        Assert.Equal(new DateOnly(2026, 9, 16), deal.ClosedOn);
    }

    [Theory]
    [InlineData("\"330222354000\"", "330222354000")]
    [InlineData("\"330222354146\"", null)] // itself
    [InlineData("null", null)]
    public void Company_WithAParent_NamesIt(string property, string? parent)
    {
        string company = Company.Replace("\"region\":\"north\"", $"\"hs_parent_company_id\":{property}", StringComparison.Ordinal);
        Customer customer = (Customer)_rig.Adapter.Decode(Rig.Ref(RecordKinds.Customer, "330222354146"), Encoding.UTF8.GetBytes($$"""{"company":{{company}}}"""));

        Assert.Equal(parent, customer.Parent?.Id);
    }

    [Fact]
    public void Deal_WithoutCurrency_TakesTheConfiguredOneOrNamesTheField()
    {
        const string Record = """{"id":"1","properties":{"dealstage":"closedwon","amount":"1500.00"}}""";

        var e = Assert.Throws<ConnectorException>(() => _rig.Deal(Record, Company));
        _rig.Options.DefaultCurrency = "JPY";
        Deal deal = _rig.Deal(Record, Company);

        Assert.Equal((ErrorKind.Validation, "deal_currency_code"), (e.Kind, e.Field));
        Assert.Equal(new Money(1500m, Currency.Parse("JPY")), deal.Amount);
    }

    [Fact]
    public void Deal_WonWithoutCompany_NamesTheAssociation()
    {
        var e = Assert.Throws<ConnectorException>(() => _rig.Deal(Fixture.Text("deal_closedwon")));

        Assert.Equal((ErrorKind.Validation, "deal_to_company"), (e.Kind, e.Field));
    }

    [Theory]
    [InlineData(""" "quantity":"3","price":"10.00","amount":"30.00" """, 3, 10.00, null, null)]
    [InlineData(""" "quantity":"4","price":"10.00","amount":"36.00","hs_discount_percentage":"10" """, 4, 9.00, 1.00, 10.0)]
    [InlineData(""" "quantity":"3","price":"33.34","amount":"100.00" """, 1, 100.00, null, null)]
    [InlineData(""" "quantity":"2","price":"10.00" """, 2, 10.00, null, null)]
    [InlineData(""" "quantity":"1.5","price":"99.99","amount":"149.985" """, 1.5, 99.99, null, null)]
    public void LineItem_Amount_DecidesThePrice(string properties, double quantity, double price, double? discount, double? percent)
    {
        ProductLine line = Line(properties);

        // 4 × 9 = 36 = 4 × 10 less a tenth; 100 / 3 has no end, so that it stands as one unit of the whole.
        Assert.Equal(((decimal)quantity, (decimal)price, (decimal?)discount, (decimal?)percent), (line.Quantity, line.UnitPrice, line.Discount, line.DiscountPercent));
    }

    [Theory]
    [InlineData("weekly", 1, RecurrenceUnit.Week)]
    [InlineData("biweekly", 2, RecurrenceUnit.Week)]
    [InlineData("monthly", 1, RecurrenceUnit.Month)]
    [InlineData("quarterly", 3, RecurrenceUnit.Month)]
    [InlineData("per_six_months", 6, RecurrenceUnit.Month)]
    [InlineData("annually", 1, RecurrenceUnit.Year)]
    [InlineData("per_two_years", 2, RecurrenceUnit.Year)]
    [InlineData("per_three_years", 3, RecurrenceUnit.Year)]
    [InlineData("per_four_years", 4, RecurrenceUnit.Year)]
    [InlineData("per_five_years", 5, RecurrenceUnit.Year)]
    public void LineItem_Frequency_IsARecurrence(string frequency, int count, RecurrenceUnit unit) =>
        Assert.Equal(new Recurrence(count, unit), Line($$""" "quantity":"1","price":"1","recurringbillingfrequency":"{{frequency}}" """).Recurrence);

    [Theory]
    [InlineData("P12M", 12, RecurrenceUnit.Month)]
    [InlineData("P2Y", 2, RecurrenceUnit.Year)]
    [InlineData("P1Y6M", 18, RecurrenceUnit.Month)]
    [InlineData("P2W", 2, RecurrenceUnit.Week)]
    [InlineData("P30D", 30, RecurrenceUnit.Day)]
    public void LineItem_Term_IsAPeriod(string term, int count, RecurrenceUnit unit) =>
        Assert.Equal(new Recurrence(count, unit), Line($$""" "quantity":"1","price":"1","hs_recurring_billing_period":"{{term}}" """).Term);

    [Theory]
    [InlineData(""" "quantity":"1","price":"1","hs_pricing_model":"volume","hs_tier_prices":"[1,2]" """, "hs_pricing_model")]
    [InlineData(""" "quantity":"1","price":"1","hs_pricing_model":"graduated" """, "hs_pricing_model")]
    [InlineData(""" "quantity":"1","price":"1","hs_line_item_currency_code":"USD" """, "hs_line_item_currency_code")]
    [InlineData(""" "quantity":"1","price":"1","recurringbillingfrequency":"per_moon" """, "recurringbillingfrequency")]
    [InlineData(""" "quantity":"1","price":"1","hs_recurring_billing_period":"P1M15D" """, "hs_recurring_billing_period")]
    [InlineData(""" "quantity":"1","price":"1","hs_recurring_billing_period":"a year" """, "hs_recurring_billing_period")]
    [InlineData(""" "price":"1" """, "quantity")]
    [InlineData(""" "quantity":"1" """, "price")]
    [InlineData(""" "quantity":"1","price":"10","discount":"2" """, "amount")]
    [InlineData(""" "quantity":"1","price":"1","hs_sku":null """, "hs_sku")]
    public void LineItem_ThatNoPriceStandsFor_IsRefusedByName(string properties, string field)
    {
        var e = Assert.Throws<ConnectorException>(() => Line(properties));

        Assert.Equal((ErrorKind.Validation, $"line_item.{field}"), (e.Kind, e.Field));
    }

    [Fact]
    public void LineItem_NoNumber_NamesTheFieldAndNotTheValue()
    {
        var e = Assert.ThrowsAny<ConnectorException>(() => Line(""" "quantity":"secret" """));

        Assert.Equal((ErrorKind.Protocol, "lineItems.properties.quantity"), (e.Kind, e.Field));
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Company_UnknownCountry_NamesTheFieldAndKeepsTheTextApart()
    {
        var e = Assert.Throws<ConnectorException>(() => _rig.Deal(Fixture.Text("deal_closedwon"), Company.Replace("Germany", "Atlantis", StringComparison.Ordinal)));

        Assert.Equal((ErrorKind.Validation, "country", "Atlantis"), (e.Kind, e.Field, e.ServerText.Reveal()));
        Assert.DoesNotContain("Atlantis", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Product_Record_IsAProduct()
    {
        Product product = (Product)_rig.Adapter.Decode(Rig.Ref(RecordKinds.Product, "1"), """{"id":"1","properties":{"name":"Seat","hs_sku":"SEAT","description":"A seat"}}"""u8.ToArray());

        Assert.Equal(new Product { Ref = Rig.Ref(RecordKinds.Product, "1"), Code = "SEAT", Name = "Seat", Description = "A seat" }, product);
    }

    private ProductLine Line(string properties)
    {
        string sku = properties.Contains("hs_sku", StringComparison.Ordinal) ? "" : ",\"hs_sku\":\"SEAT\"";
        return _rig.Deal(Fixture.Text("deal_closedwon"), Company, $"{{\"id\":\"9\",\"properties\":{{{properties}{sku}}}}}").Lines.Single();
    }
}
