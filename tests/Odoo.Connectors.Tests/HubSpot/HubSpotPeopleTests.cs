using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>The people of a company, and in which order they, it and its deals are told of.</summary>
public sealed class HubSpotPeopleTests
{
    [Fact]
    public async Task Contact_NewAddressOrAnotherOneForBills_ReachesTheCustomer()
    {
        await using HubSpotWorld world = await HubSpotWorld.StartAsync();
        world.HubSpot.DefineAssociationLabel("contacts", "companies", "Billing contact", 101, 102);
        world.Sell();
        await world.DeliverAsync(seed: 3);
        await world.DrainAsync();
        Assert.Equal("nora.claes@kanaalfietsen.example", await EmailAsync(world));

        world.HubSpot.Update("contacts", world.Contact, ("email", "nora@kanaalfietsen.example"));
        Assert.All(world.HubSpot.PendingEvents, e => Assert.Equal("contact.propertyChange", (string)e["subscriptionType"]!));
        await world.DeliverAsync(seed: 4);
        await world.DrainAsync();
        Assert.Equal("nora@kanaalfietsen.example", await EmailAsync(world));

        string books = world.HubSpot.Create("contacts", ("firstname", "Bo"), ("lastname", "Peeters"), ("email", "bills@kanaalfietsen.example"));
        world.HubSpot.Associate("contacts", books, "companies", world.Company, 101);
        await world.DeliverAsync(seed: 5);
        await world.DrainAsync();
        Assert.Equal("bills@kanaalfietsen.example", await EmailAsync(world));

        world.HubSpot.Update("contacts", world.Contact, ("email", "claes@kanaalfietsen.example"));
        await world.DeliverAsync(seed: 6);
        await world.DrainAsync();
        Assert.Equal("bills@kanaalfietsen.example", await EmailAsync(world));
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>An event names no company, so that each record is a lane: what is told first brings what it stands on along.</summary>
    [Theory]
    [InlineData("contact.", "deal.", "company.")]
    [InlineData("deal.", "contact.", "company.")]
    [InlineData("company.", "contact.", "deal.")]
    public async Task Events_InAnyOrderOfTheirRecords_MakeOneCustomerAndOneContract(params string[] order)
    {
        await using HubSpotWorld world = await HubSpotWorld.StartAsync();
        world.Sell();

        foreach (string subscription in order)
        {
            await world.PostAsync(subscription);
        }

        // The deal was won with what it has now; an older event of it, told again, brings nothing back.
        await world.PostAsync("deal.creation");
        await world.DeliverAsync(seed: 7);
        await world.DrainAsync();
        Assert.Empty(await world.CasesAsync());
        JsonObject partner = (JsonObject)Assert.Single(await world.OdooAsync("res.partner", [new JsonArray("name", "=", "Kanaal Fietsen BV")], "name"))!;
        JsonObject contract = (JsonObject)Assert.Single(await world.OdooAsync("sale.order", [], "partner_id"))!;
        Assert.Equal((long)partner["id"]!, (long)contract["partner_id"]![0]!);
        IReadOnlyList<EventReport> events = await world.Hub.EventsAsync(TestContext.Current.CancellationToken);
        Assert.All(events, e => Assert.True(e.State is "Applied" or "Absorbed", $"{e.Subject} is {e.State}."));
    }

    private static async Task<string?> EmailAsync(HubSpotWorld world) =>
        (string?)Assert.Single(await world.OdooAsync("res.partner", [new JsonArray("name", "=", "Kanaal Fietsen BV")], "email"))!["email"];
}
