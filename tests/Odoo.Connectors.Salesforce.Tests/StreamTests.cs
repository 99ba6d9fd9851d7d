using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What each stream asks for, and what its records become. The answers are composed as the REST API documents them.</summary>
public sealed class StreamTests
{
    private const string Stamps = "\"CreatedDate\":\"2026-09-01T08:00:00.000+0000\",\"SystemModstamp\":\"2026-09-10T08:00:00.000+0000\"";
    private const string Account = "001ZM000001QkdOYAS";

    [Fact]
    public async Task Poll_EveryStream_AsksForWhatIsDeletedTooInItsOrder()
    {
        await using Scripted org = new Scripted(All).Query("/queryAll");

        foreach (string stream in org.Adapter.Streams)
        {
            await org.Adapter.PollAsync(stream, null, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["accounts", "contacts", "products", "opportunities", "lines"], org.Adapter.Streams);
        Assert.All(org.Calls, c => Assert.Contains("/services/data/v66.0/queryAll?q=SELECT ", c.Address, StringComparison.Ordinal));
        Assert.All(org.Calls, c => Assert.EndsWith(" ORDER BY SystemModstamp, Id", c.Address, StringComparison.Ordinal));
        Assert.Equal(
            ["SELECT Id, SystemModstamp, IsDeleted, MasterRecordId, AccountId, Name, Email, Phone, MobilePhone FROM Contact ORDER BY SystemModstamp, Id",
             "SELECT Id, SystemModstamp, IsDeleted, Name, ProductCode, Description, IsActive FROM Product2 ORDER BY SystemModstamp, Id"],
            org.Calls.Where(c => c.Address.Contains("FROM Contact ", StringComparison.Ordinal) || c.Address.Contains("FROM Product2", StringComparison.Ordinal)).Select(c => c.Address[(c.Address.IndexOf("q=", StringComparison.Ordinal) + 2)..]));
        string deals = org.Calls.Single(c => c.Address.Contains("FROM Opportunity ", StringComparison.Ordinal)).Address;
        Assert.Contains("(SELECT Id, Product2Id, Quantity, UnitPrice, TotalPrice, Discount, ServiceDate, Description, Product2.ProductCode, Product2.Name FROM OpportunityLineItems WHERE IsDeleted = false ORDER BY SortOrder, Id)", deals, StringComparison.Ordinal);
        Assert.Contains("(SELECT ContactId, Role, IsPrimary FROM OpportunityContactRoles WHERE IsDeleted = false ORDER BY CreatedDate, Id)", deals, StringComparison.Ordinal);
        Assert.DoesNotContain("IsWon = true", deals, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_Contact_IsAPersonAtItsAccount()
    {
        await using Scripted org = new Scripted(o => o.ContactCustomFields.Add("Role__c")).Query("FROM Contact ", $$"""
            {"Id":"0035w000035gg9GAAQ","AccountId":"{{Account}}","Name":"Nora Peak","Email":"nora@northpeak.example","Phone":null,"MobilePhone":"+49 1","Role__c":"buyer","IsDeleted":false,"MasterRecordId":null,{{Stamps}}}
            """);

        (Change change, Delivery delivery) = await OnlyAsync(org, "contacts");

        var contact = Assert.IsType<Contact>(change.Record);
        Assert.Equal((ChangeKinds.ContactSeen, $"crm:{Account}"), (change.Kind, delivery.Lane));
        Assert.Equal(new ExternalRef("crm", "contact", "0035w000035gg9GAAQ"), contact.Ref);
        Assert.Equal(("Nora Peak", "nora@northpeak.example", "+49 1", new ExternalRef("crm", "customer", Account)), (contact.Name, contact.Email, contact.Phone, contact.Customer));
        Assert.Equal("buyer", contact.Custom["Role__c"]);
    }

    [Fact]
    public async Task Poll_Product_IsOneOfTheCatalogue()
    {
        await using Scripted org = new Scripted().Query("FROM Product2", $$"""
            {"Id":"01t5w00000X1y2zAAA","Name":"Seat","ProductCode":"SEAT","Description":"A seat","IsActive":false,"IsDeleted":false,{{Stamps}}}
            """);

        (Change change, Delivery delivery) = await OnlyAsync(org, "products");

        var product = Assert.IsType<Product>(change.Record);
        Assert.Equal((ChangeKinds.ProductSeen, "crm:catalogue"), (change.Kind, delivery.Lane));
        Assert.Equal(("SEAT", "Seat", "A seat", false), (product.Code, product.Name, product.Description, product.IsActive));
    }

    [Theory]
    [InlineData("accounts", "FROM Account", "001ZM000001QkdPYAS", "customer")]
    [InlineData("contacts", "FROM Contact ", "0035w000035gg9GAAQ", "contact")]
    [InlineData("products", "FROM Product2", "01t5w00000X1y2zAAA", "product")]
    [InlineData("opportunities", "FROM Opportunity ", "0065w000023STAmAAO", "deal")]
    public async Task Poll_DeletedRecord_IsGone(string stream, string query, string id, string kind)
    {
        await using Scripted org = new Scripted().Query(query, $$"""{"Id":"{{id}}","Name":"Old","IsDeleted":true,{{Stamps}}}""");

        (Change change, _) = await OnlyAsync(org, stream);

        Assert.Equal((ChangeKinds.RecordGone, new ExternalRef("crm", kind, id), null), (change.Kind, change.Subject, change.Record));
        Assert.Equal(new DateTimeOffset(2026, 9, 10, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), change.Version);
    }

    [Theory]
    [InlineData("accounts", "FROM Account", "001ZM000001QkdPYAS", "customer", Account)]
    [InlineData("contacts", "FROM Contact ", "0035w000035gg9GAAQ", "contact", "0035w000035gg9HAAQ")]
    public async Task Poll_MergedRecord_TellsTheSurvivor(string stream, string query, string id, string kind, string survivor)
    {
        await using Scripted org = new Scripted().Query(query, $$"""{"Id":"{{id}}","Name":"Twin","IsDeleted":true,"MasterRecordId":"{{survivor}}",{{Stamps}}}""");

        (Change change, _) = await OnlyAsync(org, stream);

        Assert.Equal((ChangeKinds.RecordMerged, id), (change.Kind, change.Subject.Id));
        Assert.Equal(new ExternalRef("crm", kind, survivor), change.Record);
    }

    [Fact]
    public async Task Poll_ChangedLines_BringTheirOpportunitiesOnceByTheLaterMoment()
    {
        await using Scripted org = new Scripted()
            .Query("FROM OpportunityLineItem WHERE System", Line("00k5w00000B1c2dAAA", "2026-09-16T10:00:00.000+0000"), Line("00k5w00000B1c2eAAA", "2026-09-16T10:00:01.000+0000"))
            .Query("FROM Opportunity WHERE Id IN ('0065w000023STAmAAO')", Deal("\"IsWon\":true,\"IsClosed\":true"))
            .Query("FROM Account WHERE Id IN", $$"""{"Id":"{{Account}}","Name":"NorthPeak GmbH",{{Stamps}}}""");

        (Change change, Delivery delivery) = await OnlyAsync(org, "lines");

        Assert.Equal((ChangeKinds.DealSeen, "Opportunity"), (change.Kind, delivery.Kind));
        Assert.Equal(new DateTimeOffset(2026, 9, 16, 10, 0, 1, TimeSpan.Zero), change.OccurredAt);
        Assert.True(Assert.IsType<Deal>(change.Record).IsWon);
    }

    [Theory]
    [InlineData("\"IsWon\":false,\"IsClosed\":false", false)]
    [InlineData("\"IsWon\":false,\"IsClosed\":true", false)]
    [InlineData("\"IsWon\":true,\"IsClosed\":true", true)]
    public async Task Poll_OpportunityWithoutAnAccount_IsToldOnlyWhenWon(string state, bool told)
    {
        await using Scripted org = new Scripted().Query("FROM Opportunity ", Deal(state).Replace($"\"{Account}\"", "null", StringComparison.Ordinal));

        PollPage page = await org.Adapter.PollAsync("opportunities", null, TestContext.Current.CancellationToken);

        Assert.Equal(told ? 1 : 0, page.Deliveries.Count);
        Assert.StartsWith("2026-09-10T08:00:00", page.Watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_Deal_HasStageTermAmountAndItsContactsThePrimaryOneFirst()
    {
        await using Scripted org = new Scripted(o => (o.StartDateField, o.TermMonthsField) = ("Starts__c", "Months__c"))
            .Query("FROM Opportunity ", Deal("""
                "IsWon":false,"IsClosed":true,"StageName":"Closed Lost","Amount":1.2345678E7,"Starts__c":"2026-10-01","Months__c":24.0,
                "OpportunityContactRoles":{"totalSize":2,"done":true,"records":[{"ContactId":"0035w000035gg9GAAQ","IsPrimary":false},{"ContactId":"0035w000035gg9HAAQ","IsPrimary":true}]}
                """))
            .Query("FROM Account WHERE Id IN", $$"""{"Id":"{{Account}}","Name":"NorthPeak GmbH",{{Stamps}}}""");

        (Change change, _) = await OnlyAsync(org, "opportunities");

        var deal = Assert.IsType<Deal>(change.Record);
        Assert.Equal((DealState.Lost, "Closed Lost", 12345678m, "EUR"), (deal.State, deal.Stage, deal.Amount!.Value.Amount, deal.Amount.Value.Currency.Code));
        Assert.Equal((new DateOnly(2026, 10, 1), 24), (deal.StartsOn, deal.TermMonths));
        Assert.Equal(["0035w000035gg9HAAQ", "0035w000035gg9GAAQ"], deal.Contacts.Select(c => c.Id));
    }

    [Theory]
    [InlineData("\"IsWon\":false,\"IsClosed\":false", 1)]
    [InlineData("\"IsWon\":true,\"IsClosed\":true", null)]
    public async Task Decode_LineWithoutAProductCode_IsLeftOutUntilTheDealIsWon(string state, int? lines)
    {
        const string Two = """
            ,"OpportunityLineItems":{"totalSize":2,"done":true,"records":[
            {"Id":"00k5w00000B1c2dAAA","Product2Id":"01t5w00000X1y2zAAA","Quantity":2.0,"UnitPrice":100.0,"TotalPrice":150.0,"Discount":25.0,"ServiceDate":"2026-10-01","Product2":{"ProductCode":"SEAT","Name":"Seat"}},
            {"Id":"00k5w00000B1c2eAAA","Quantity":1.0,"UnitPrice":1.0,"TotalPrice":1.0,"Product2":{"ProductCode":null,"Name":"Draft"}}]}
            """;
        await using Scripted org = new Scripted().Query("FROM Opportunity ", Deal(state + Two)).Query("FROM Account WHERE Id IN", $$"""{"Id":"{{Account}}","Name":"NorthPeak GmbH",{{Stamps}}}""");
        Delivery delivery = Assert.Single((await org.Adapter.PollAsync("opportunities", null, TestContext.Current.CancellationToken)).Deliveries);

        if (lines is null)
        {
            var e = Assert.Throws<ConnectorException>(() => org.Adapter.DecodeChange(delivery));
            Assert.Equal("OpportunityLineItem.ProductCode", e.Field);
            return;
        }

        ProductLine line = Assert.Single(Assert.IsType<Deal>(org.Adapter.DecodeChange(delivery).Record).Lines);
        // 100 less a quarter is 75; two of them are the agreed 150.
        Assert.Equal((75m, 25m, 25m, new DateOnly(2026, 10, 1)), (line.UnitPrice, line.Discount, line.DiscountPercent, line.StartsOn));
        Assert.Equal(new ExternalRef("crm", "product", "01t5w00000X1y2zAAA"), line.Product);
    }

    [Fact]
    public async Task List_Ids_AreReadAloneInTheirOrder()
    {
        string[] records = [.. Enumerable.Range(0, 2000).Select(i => $$"""{"Id":"001ZM00000{{i:D5}}AAA"}""")];
        await using Scripted org = new Scripted()
            .Query("SELECT Id FROM Account ORDER BY Id LIMIT 2000", records)
            .Query("SELECT Id FROM Account WHERE Id > '001ZM0000001999AAA' ORDER BY Id LIMIT 2000", """{"Id":"001ZM0000002000AAA"}""");

        IdPage first = await org.Adapter.ListAsync("accounts", null, TestContext.Current.CancellationToken);
        IdPage last = await org.Adapter.ListAsync("accounts", first.Next, TestContext.Current.CancellationToken);

        Assert.Equal((2000, "001ZM0000001999AAA", 1, null), (first.Ids.Count, first.Next, last.Ids.Count, last.Next));
        Assert.True(org.Adapter.IsExhaustive("accounts"));
        Assert.False(org.Adapter.IsExhaustive("lines"));
    }

    [Theory]
    [InlineData(""" "IsDeleted":false """, null)]
    [InlineData(""" "IsDeleted":true """, "record.gone")]
    [InlineData(""" "IsDeleted":true,"MasterRecordId":"001ZM000001QkdOYAS" """, "record.merged")]
    [InlineData(null, "record.gone")]
    public async Task Absent_Record_IsAskedForInTheRecycleBinToo(string? state, string? kind)
    {
        await using Scripted org = new Scripted().Query("/queryAll", state is null ? [] : [$$"""{"Id":"001ZM000001QkdPYAS","Name":"Twin",{{Stamps}},{{state}}}"""]);
        ExternalRef subject = new("crm", "customer", "001ZM000001QkdPYAS");

        Delivery? delivery = await org.Adapter.AbsentAsync("accounts", subject, TestContext.Current.CancellationToken);

        Assert.Equal(kind, delivery is null ? null : org.Adapter.DecodeChange(delivery).Kind);
        Assert.Equal(kind is null ? null : subject, delivery?.Subject);
    }

    [Fact]
    public async Task Poll_StreamsThatAreChosen_AreThoseAlone()
    {
        await using Scripted org = new(o =>
        {
            o.Streams.Add("opportunities");
            o.Streams.Add("contacts");
        });
        await using Scripted usual = new();

        Assert.Equal(["contacts", "opportunities"], org.Adapter.Streams);
        Assert.Equal(["accounts", "opportunities", "lines"], usual.Adapter.Streams);
    }

    /// <summary>The opportunities bring all lines there are. Afterwards none may be missed, however long nothing was polled.</summary>
    [Fact]
    public async Task Poll_LinesForTheFirstTime_BeginNowAndGoOnFromThere()
    {
        await using Scripted org = new Scripted().Query("/queryAll");

        PollPage first = await org.Adapter.PollAsync("lines", null, TestContext.Current.CancellationToken);
        org.Clock.Advance(TimeSpan.FromHours(3));
        await org.Adapter.PollAsync("lines", first.Watermark, TestContext.Current.CancellationToken);

        Assert.All(org.Calls, c => Assert.Contains("WHERE SystemModstamp >= 2026-09-20T11:55:00.000Z ", c.Address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contact", "FROM Contact WHERE Id IN ('0035w000035gg9GAAQ')", "0035w000035gg9GAAQ")]
    [InlineData("product", "FROM Product2 WHERE Id IN ('01t5w00000X1y2zAAA')", "01t5w00000X1y2zAAA")]
    public async Task Read_ContactOrProduct_IsOneQuery(string kind, string query, string id)
    {
        await using Scripted org = new Scripted().Query(query, $$"""{"Id":"{{id}}","Name":"One",{{Stamps}}}""");

        byte[]? bytes = await org.Adapter.ReadAsync(new ExternalRef("crm", kind, id), TestContext.Current.CancellationToken);

        Assert.NotNull(org.Adapter.Decode(new ExternalRef("crm", kind, id), bytes));
        Assert.Single(org.Calls);
    }

    private static void All(SalesforceOptions options)
    {
        foreach (string stream in (string[])["lines", "products", "opportunities", "contacts", "accounts"])
        {
            options.Streams.Add(stream);
        }
    }

    private static string Line(string id, string at) => $$"""{"Id":"{{id}}","OpportunityId":"0065w000023STAmAAO","SystemModstamp":"{{at}}"}""";

    private static string Deal(string more) =>
        $$"""{"Id":"0065w000023STAmAAO","AccountId":"{{Account}}","Name":"NorthPeak - 5 seats","CurrencyIsoCode":"EUR","CloseDate":"2026-09-15","IsDeleted":false,{{Stamps}},{{more}}}""";

    private static async Task<(Change Change, Delivery Delivery)> OnlyAsync(Scripted org, string stream)
    {
        PollPage page = await org.Adapter.PollAsync(stream, null, TestContext.Current.CancellationToken);
        Delivery delivery = Assert.Single(page.Deliveries);
        return (org.Adapter.DecodeChange(delivery), delivery);
    }
}
