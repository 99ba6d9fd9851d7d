using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>
/// The account of the plain story, in one call over HubSpot, Stripe and Odoo. By the story's arithmetic 272.25 was invoiced and paid after one declined
/// attempt, 54.45 of it credited and given back, and 7 seats of 40.00 are what is sold now.
/// </summary>
public sealed class AccountStoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Account_OfThePlainStory_ShowsEverySystemsSideInABoundedNumberOfCalls()
    {
        await using HubSpotWorld world = await PlayAsync();
        IAccountView view = world.Services.GetRequiredService<IAccountView>();
        (int odoo, int stripe, int hubspot) = (world.Odoo.Calls.Count, world.Stripe.Calls.Count, world.HubSpot.Calls.Count);

        CustomerAccount account = (await view.AccountAsync(new ExternalRef("crm", RecordKinds.Customer, world.Company), Cancel))!;

        Assert.Equal((true, 2, true), (world.Odoo.Calls.Count - odoo <= 45, world.Stripe.Calls.Count - stripe, world.HubSpot.Calls.Count - hubspot <= 3));
        Assert.All(account.Readings, r => Assert.Equal(AccountReadingState.Read, r.State));
        Assert.Equal(
            ["balance/odoo", "contracts/odoo", "contracts/stripe", "customer/crm", "customer/odoo", "customer/stripe", "documents/odoo", "payments/odoo"],
            account.Readings.Select(r => $"{r.Section}/{r.System}").Order(StringComparer.Ordinal));
        AssertMoney(account);
        AssertContract(account);
        AccountField name = account.Fields.Single(f => f.Name == "Name");
        Assert.Equal(("crm", "Customer owned by crm", false), (name.Owner, name.Rule, name.Disagrees));
        Assert.Equal(["crm", "odoo", "stripe"], name.Values.Select(v => v.Reference.System));
        Assert.Equal("Kanaal Fietsen BV", name.Values[0].Text);
        Assert.Equal((0, 0), (account.Cases.Count, account.Effects.Count));

        // Whichever of its names is asked for, it is the same account.
        string partner = account.References.Single(r => r.Reference is { System: "odoo", Kind: "customer" }).Reference.Id;
        CustomerAccount same = (await view.AccountAsync(new ExternalRef("odoo", RecordKinds.Customer, partner), Cancel))!;
        Assert.Equal((account.Customer, account.Documents.Count), (same.Customer, same.Documents.Count));
        await AssertFoundAsync(world, view, partner);
    }

    /// <summary>A person changes the partner in Odoo, past the owner: both values are shown, and whose was edited since they were agreed.</summary>
    [Fact]
    public async Task Account_EditedInOdoo_ShowsTheDisagreementAndMasksPersons()
    {
        await using HubSpotWorld world = await PlayAsync(bills: false);
        IAccountView view = world.Services.GetRequiredService<IAccountView>();
        ExternalRef crm = new("crm", RecordKinds.Customer, world.Company);
        JsonNode partner = Assert.Single(await world.OdooAsync("res.partner", [new JsonArray("name", "=", "Kanaal Fietsen BV")], "name"))!["id"]!;
        JsonObject values = new() { ["vals"] = new JsonObject { ["name"] = "Kanaal Cycles", ["email"] = "jan.peeters@kanaalfietsen.example", ["phone"] = "+32 9 123 45 67", ["website"] = "https://www.kanaalfietsen.example/" } };
        await world.InOdooAsync(values, "res.partner", "write", [partner.DeepClone()]);

        CustomerAccount account = (await view.AccountAsync(crm, Cancel))!;

        AccountField name = account.Fields.Single(f => f.Name == "Name");
        Assert.True(name.Disagrees);
        Assert.Equal([("crm", "Kanaal Fietsen BV", (bool?)false), ("odoo", "Kanaal Cycles", true)], name.Values.Select(v => (v.Reference.System, v.Text!, v.IsEdited)));
        // Another way of writing the same domain is no disagreement.
        Assert.False(account.Fields.Single(f => f.Name == "Website").Disagrees);
        Assert.Equal("j***@kanaalfietsen.example", account.Fields.Single(f => f.Name == "Email").Values.Single(v => v.Reference.System == "odoo").Text);
        Assert.Equal("***67", account.Fields.Single(f => f.Name == "Phone").Values.Single(v => v.Reference.System == "odoo").Text);
        Assert.Equal("***, BE", account.Fields.Single(f => f.Name == "BillingAddress").Values[0].Text);

        CustomerAccount revealed = (await view.RevealAsync(crm, "carla@example.com", Cancel))!;
        Assert.Equal((true, false), (account.IsMasked, revealed.IsMasked));
        Assert.Equal("jan.peeters@kanaalfietsen.example", revealed.Fields.Single(f => f.Name == "Email").Values.Single(v => v.Reference.System == "odoo").Text);
        Assert.Contains(await AuditedAsync(world), a => a is ("revealed", var what, "carla@example.com") && what == crm.ToString());
    }

    [Fact]
    public async Task Account_WhileSystemsAreDown_ShowsWhatTheHubWasToldLast()
    {
        await using HubSpotWorld world = await PlayAsync();
        IAccountView view = world.Services.GetRequiredService<IAccountView>();
        world.Odoo.OnCall = _ => EmulatorFault.Unavailable;
        world.HubSpot.OnCall = _ => EmulatorFault.Unavailable;

        CustomerAccount account = (await view.AccountAsync(new ExternalRef("stripe", RecordKinds.Customer, "cus_PL000000000001"), Cancel))!;

        Assert.Equal(
            ["balance/odoo", "contracts/odoo", "customer/crm", "customer/odoo", "documents/odoo", "payments/odoo"],
            account.Readings.Where(r => r.State == AccountReadingState.Failed).Select(r => $"{r.Section}/{r.System}").Order(StringComparer.Ordinal));
        Assert.All(account.Readings.Where(r => r.State == AccountReadingState.Failed), r => Assert.True(r.Error is not null && r.Message is { Length: > 0 }));
        AccountValue known = account.Fields.Single(f => f.Name == "Name").Values[0];
        Assert.Equal(("crm", "Kanaal Fietsen BV", false), (known.Reference.System, known.Text, known.IsFresh));
        AccountDocument invoice = account.Documents.Single(d => d.Invoice is not null);
        Assert.Equal((null, "PL000001-0001", 272.25m, false), (invoice.Booked, invoice.Number, invoice.Invoice!.Value.Gross.Amount, invoice.Invoice.IsFresh));
        Assert.Equal(272.25m, Assert.Single(account.OtherPayments).Value.Amount.Amount);
        Assert.True(Assert.Single(account.Contracts).Sides.Single(s => s.Reference.System == "stripe").IsFresh);
    }

    private static void AssertMoney(CustomerAccount account)
    {
        Assert.Equal([("creditnote", 54.45m), ("invoice", 272.25m)], account.Documents.Select(d => (d.Reference.Kind, d.Booked!.Value.Gross.Amount)).Order());
        AccountDocument invoice = account.Documents.Single(d => d.Reference.Kind == RecordKinds.Invoice);
        Assert.Equal(("PL000001-0001", "Invoice owned by stripe", true), (invoice.Number, invoice.Booked!.Rule, invoice.Booked.IsFresh));
        Assert.False(Assert.Single(invoice.Fields).Disagrees);
        Assert.Equal((272.25m, 54.45m), (Assert.Single(account.Payments).Value.Amount.Amount, Assert.Single(account.Refunds).Value.Amount.Amount));
        Assert.Equal((0, 0), (account.OtherPayments.Count, account.OtherRefunds.Count));
        Assert.All(account.Balances, b => Assert.Equal(0m, b.Value.Open.Amount));
    }

    private static void AssertContract(CustomerAccount account)
    {
        AccountContract contract = Assert.Single(account.Contracts);
        Assert.Equal(["stripe", "odoo"], contract.Sides.Select(s => s.Reference.System));
        Assert.Equal((ContractStatus.Active, 7m, "Contract owned by stripe"), (contract.Sides[0].Value.Status, contract.Sides[0].Value.Terms.Single().Quantity, contract.Sides[0].Rule));
        Assert.Equal(["Status", "Quantity of prod_PLSEAT", "Price of prod_PLSEAT"], contract.Fields.Select(f => f.Name));
        Assert.Equal(["7", "7"], contract.Fields.Single(f => f.Name == "Quantity of prod_PLSEAT").Values.Select(v => v.Text));

        // The order holds the deal's price, 10 % off; Stripe takes the discount off the whole subscription: that is shown.
        AccountField price = contract.Fields.Single(f => f.Name == "Price of prod_PLSEAT");
        Assert.Equal((true, "40 EUR", "36 EUR"), (price.Disagrees, price.Values[0].Text, price.Values[1].Text));
    }

    private static async Task AssertFoundAsync(HubSpotWorld world, IAccountView view, string partner)
    {
        foreach ((string text, string by) in ((string, string)[])
            [(world.Company, "id"), ("cus_PL000000000001", "id"), (partner, "id"), ("www.kanaalfietsen.example", "domain"), ("in_PL000000000001", "id"), ("PL000001-0001", "number")])
        {
            AccountMatch match = Assert.Single(await view.SearchAsync(text, Cancel), m => m.Customer.Id == world.Company);
            Assert.Equal((text, by), (text, match.By));
        }

        Assert.Empty(await view.SearchAsync("nobody@kanaalfietsen.example", Cancel));
        Assert.Empty(await view.SearchAsync("BE0123456749", Cancel));
        Assert.Null(await view.AccountAsync(new ExternalRef("crm", RecordKinds.Customer, "999999"), Cancel));
        Assert.Null(await view.AccountAsync(new ExternalRef("sap", RecordKinds.Customer, "1"), Cancel));
    }

    private static async Task<List<(string What, string? Detail, string? By)>> AuditedAsync(HubSpotWorld world) => await world.Services.GetRequiredService<HubStore>().ReadAsync(
        async t => (await t.Proof.LinesAsync("person/carla@example.com", 0, 10, 10, Cancel)).ConvertAll(l => (l.Line.What, l.Line.Detail, l.Line.By)), Cancel);

    private static async Task<HubSpotWorld> PlayAsync(bool bills = true)
    {
        HubSpotWorld world = await HubSpotWorld.StartAsync();
        world.Sell();
        await world.DeliverAsync(seed: 7);
        await world.DrainAsync();
        if (bills)
        {
            await world.BillAsync();
        }

        Assert.Empty(await world.CasesAsync());
        return world;
    }
}
