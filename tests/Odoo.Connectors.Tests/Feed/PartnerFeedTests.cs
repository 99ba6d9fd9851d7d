using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Partners edited in Odoo.</summary>
public sealed class PartnerFeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partner_EnteredInOdoo_IsACustomerWithItsFields()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        long id = await bench.CustomerAsync();
        await bench.WriteAsync("res.partner", id, new JsonObject
        {
            ["email"] = "billing@kanaal.example", ["phone"] = "+32 2 555 01 01", ["website"] = "https://kanaal.example", ["vat"] = "BE0477.472.701",
            ["street"] = "Kaai 1", ["street2"] = "Bus 2", ["city"] = "Gent", ["zip"] = "9000",
        });
        await bench.PollAsync();
        Change change = bench.Recorder.Changes.Single(c => c.Subject.Id == $"{id}");
        Assert.Equal((ChangeKinds.CustomerSeen, new ExternalRef("odoo", RecordKinds.Customer, $"{id}")), (change.Kind, change.Subject));
        Customer customer = (Customer)change.Record!;
        Assert.Equal(
            ("Kanaal Fietsen", true, false, "billing@kanaal.example", "+32 2 555 01 01", "https://kanaal.example", "BE0477472701"),
            (customer.Name, customer.IsCompany, customer.IsArchived, customer.Email, customer.Phone, customer.Website, customer.VatNumber));
        Assert.Equal(new Address { Street = "Kaai 1\nBus 2", City = "Gent", PostalCode = "9000", Country = "BE" }, customer.BillingAddress);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, false)] // sells and buys
    [InlineData(0, 0, false)]
    public async Task Partner_ThatOnlySells_IsToldSo(int supplier, int customer, bool expected)
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        long id = await bench.CustomerAsync();
        await bench.WriteAsync("res.partner", id, new JsonObject { ["supplier_rank"] = supplier, ["customer_rank"] = customer });
        await bench.PollAsync();
        Assert.Equal(expected, bench.Last<Customer>(RecordKinds.Customer, id).IsSupplierOnly);
    }

    [Fact]
    public async Task Partner_Edited_ComesOnce()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        long id = await bench.CustomerAsync();
        await bench.PollAsync();
        Assert.Empty(await bench.NewsAsync());

        await bench.WriteAsync("res.partner", id, new JsonObject { ["city"] = "Gent" });
        Assert.Equal("Gent", ((Customer)Assert.Single(await bench.NewsAsync()).Record!).BillingAddress!.City);
        Assert.Empty(await bench.NewsAsync());
    }

    /// <summary>A contact is told as one of its customer; an address below it is none.</summary>
    [Fact]
    public async Task Contact_EditedBelowAPartner_IsToldWithItsCustomer()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        long customer = await bench.CustomerAsync();
        long ann = await bench.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Ann", ["parent_id"] = customer }, bench.Company, Cancel);
        await bench.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Depot", ["type"] = "delivery", ["parent_id"] = customer }, bench.Company, Cancel);
        await bench.Person.CreateAsync(
            "ir.model.data", new JsonObject { ["module"] = "oc_crm", ["name"] = "contact_003A", ["model"] = "res.partner", ["res_id"] = ann }, bench.Company, Cancel);
        await bench.PollAsync();
        await bench.WriteAsync("res.partner", ann, new JsonObject { ["email"] = "ann@kanaal.example", ["phone"] = "+32 2 555 01 02" });

        Change change = Assert.Single(await bench.NewsAsync());
        Assert.Equal((ChangeKinds.ContactSeen, new ExternalRef("odoo", RecordKinds.Contact, $"{ann}")), (change.Kind, change.Subject));
        Contact told = (Contact)change.Record!;
        Assert.Equal(("Ann", "ann@kanaal.example", "+32 2 555 01 02", false), (told.Name, told.Email, told.Phone, told.IsArchived));
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Customer, $"{customer}"), new ExternalRef("crm", "contact", "003A")), (told.Customer, told.SameAs));
        Assert.Empty(await bench.NewsAsync());

        await bench.WriteAsync("res.partner", ann, new JsonObject { ["active"] = false });
        Assert.True(((Contact)Assert.Single(await bench.NewsAsync()).Record!).IsArchived);
    }

    [Fact]
    public async Task Partner_Archived_SaysSo()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        long id = await bench.CustomerAsync();
        await bench.PollAsync();
        await bench.WriteAsync("res.partner", id, new JsonObject { ["active"] = false });
        Assert.True(((Customer)Assert.Single(await bench.NewsAsync()).Record!).IsArchived);
    }

    /// <summary>A record's write_date is the start of the transaction that wrote it: one that took long shows up later, with an older time.</summary>
    [Fact]
    public async Task Partner_CommittedLateWithAnOlderDate_IsFound()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        await bench.CustomerAsync();
        await bench.PollAsync();
        bench.OdooClock.Move(TimeSpan.FromSeconds(-115));
        long late = await bench.CustomerAsync("Late");
        bench.OdooClock.Move(TimeSpan.FromSeconds(115));
        Assert.Equal($"{late}", Assert.Single(await bench.NewsAsync()).Subject.Id);
    }

    /// <summary>Within a second nothing tells what was read already but the content.</summary>
    [Fact]
    public async Task Partner_WrittenInTheSecondThatWasRead_IsFound()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        DateTimeOffset second = bench.OdooClock.GetUtcNow();
        long first = await bench.CustomerAsync();
        await bench.PollAsync();
        bench.OdooClock.MoveTo(second);
        long other = await bench.CustomerAsync("Other");
        await bench.WriteAsync("res.partner", first, new JsonObject { ["city"] = "Gent" });
        Assert.Equal(((string[])[$"{first}", $"{other}"]).Order(StringComparer.Ordinal), (await bench.NewsAsync()).Select(c => c.Subject.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartAt_Set_LeavesOutWhatWasThereBefore()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], configure: o => o.Feed.StartAt = new DateTimeOffset(2026, 4, 10, 11, 0, 0, TimeSpan.Zero));
        await bench.CustomerAsync();
        Assert.Empty(await bench.NewsAsync());
        bench.OdooClock.Move(TimeSpan.FromHours(2));
        long id = await bench.CustomerAsync("Later");
        Assert.Equal($"{id}", Assert.Single(await bench.NewsAsync()).Subject.Id);
    }

    [Fact]
    public async Task Feed_NotConfigured_OdooIsNotPolled()
    {
        await using FeedBench bench = FeedBench.Start([]);
        await bench.CustomerAsync();
        Assert.Empty(await bench.NewsAsync());
        Assert.Empty(await bench.Hub.Feeds.StatusAsync(Cancel));
    }
}
