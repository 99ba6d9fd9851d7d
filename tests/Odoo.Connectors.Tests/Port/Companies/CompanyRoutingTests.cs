using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A document goes to its legal entity by a total function; what belongs together stays together, in one database or in several.</summary>
public sealed class CompanyRoutingTests
{
    [Theory]
    [MemberData(nameof(CompanyWorld.Worlds), MemberType = typeof(CompanyWorld))]
    public async Task Deals_OfTwoEntities_EachMakesItsContractInItsCompanyAndTheCustomerOncePerDatabase(bool isShared, bool byAction)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared, byAction, CompanyWorld.ByEntity);
        Customer customer = CompanyWorld.Customer("one");
        await WinAsync(world, CompanyWorld.Deal(customer, "d1", "be"), CompanyWorld.Deal(customer, "d2", "us"));

        await world.AssertNoCasesAsync();
        if (isShared)
        {
            Assert.Equal(["Contract BE", "My Company"], (await CompanyWorld.CompaniesAsync(world.BeBooks, "sale.order")).Order(StringComparer.Ordinal));
            Assert.Equal(1, await CompanyWorld.CountAsync(world.BeBooks, "res.partner"));
        }
        else
        {
            Assert.Equal(["Contract BE"], await CompanyWorld.CompaniesAsync(world.BeBooks, "sale.order"));
            Assert.Equal(["My Company"], await CompanyWorld.CompaniesAsync(world.UsBooks, "sale.order"));
            Assert.Equal((1, 1), (await CompanyWorld.CountAsync(world.BeBooks, "res.partner"), await CompanyWorld.CountAsync(world.UsBooks, "res.partner")));
        }
    }

    [Theory]
    [MemberData(nameof(CompanyWorld.Worlds), MemberType = typeof(CompanyWorld))]
    public async Task Documents_OfAContract_FollowItsDeal(bool isShared, bool byAction)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared, byAction, CompanyWorld.ByEntity);
        (Invoice invoice, Refund refund) = PutChain(world, CompanyWorld.Deal(CompanyWorld.Customer("one"), "d1", "us"));
        await world.HappenAsync(BillingSource.Tell(ChangeKinds.RefundMade, refund.Ref, "one"));

        await world.AssertNoCasesAsync();
        Assert.Equal(["My Company"], await CompanyWorld.CompaniesAsync(world.UsBooks, "sale.order"));
        Assert.Equal(["My Company", "My Company"], await CompanyWorld.CompaniesAsync(world.UsBooks, "account.move"));
        Assert.Equal(["My Company", "My Company"], await CompanyWorld.CompaniesAsync(world.UsBooks, "account.payment"));
        JsonObject posted = (await world.UsBooks.FindAsync($"oc_books.invoice_{invoice.Ref.Id}", "state", "amount_total", "payment_state"))!;
        Assert.Equal(("posted", 115m), ((string?)posted["state"], (decimal)posted["amount_total"]!));
        if (!isShared)
        {
            Assert.Equal((0, 0), (await CompanyWorld.CountAsync(world.BeBooks, "res.partner"), await CompanyWorld.CountAsync(world.BeBooks, "account.move")));
        }
    }

    [Theory]
    [InlineData("nl")]
    [InlineData("BE")]
    [InlineData("")]
    public async Task Deal_OfAValueWithoutARoute_IsACaseAndNothingIsWritten(string entity)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared: true, byAction: true, CompanyWorld.ByEntity);
        await WinAsync(world, CompanyWorld.Deal(CompanyWorld.Customer("one"), "d1", entity));
        CaseReason reason = Assert.Single(await world.CasesAsync()).Reason;
        Assert.Equal((ErrorKind.Configuration, "unrouted", "Deal"), (reason.Kind, reason.Cause, reason.Field));
        Assert.Contains("be, us", reason.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await CompanyWorld.CountAsync(world.BeBooks, "res.partner"), await CompanyWorld.CountAsync(world.BeBooks, "sale.order")));
    }

    /// <summary>An invoice without contract and deal begins its own chain: no route for invoices, and no default company.</summary>
    [Fact]
    public async Task Invoice_ThatStandsAlone_NeedsARouteOfItsOwnOrOfItsCustomer()
    {
        await using (CompanyWorld strict = await CompanyWorld.StartAsync(isShared: true, byAction: true, CompanyWorld.ByEntity))
        {
            Invoice lone = Lone(strict);
            await strict.HappenAsync(BillingSource.Tell(ChangeKinds.InvoiceIssued, lone.Ref, "one"));
            Assert.Equal(("unrouted", "Invoice"), (Assert.Single(await strict.CasesAsync()).Reason.Cause, (await strict.CasesAsync())[0].Reason.Field));
        }

        await using CompanyWorld world = await CompanyWorld.StartAsync(
            isShared: true, byAction: true, hub => hub.RouteCompany<Customer>(c => c.BillingAddress?.Country, ("BE", "odoo-be"), ("US", "odoo-us")));
        Invoice invoice = Lone(world);
        await world.HappenAsync(BillingSource.Tell(ChangeKinds.InvoiceIssued, invoice.Ref, "one"));
        await world.AssertNoCasesAsync();
        Assert.Equal(["My Company"], await CompanyWorld.CompaniesAsync(world.BeBooks, "account.move"));

        static Invoice Lone(CompanyWorld world)
        {
            Customer customer = CompanyWorld.Customer("one") with { BillingAddress = new Address { Country = "US" } };
            Invoice invoice = Bill(CompanyWorld.Deal(customer, "none", "us")) with { Contract = null };
            world.Source.Put((customer.Ref, customer), (invoice.Ref, invoice));
            return invoice;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Route_ThatChangesAfterTheFirstDocument_IsACaseAndNoSecondDocument(bool isShared)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared, byAction: true, CompanyWorld.ByEntity);
        Deal deal = CompanyWorld.Deal(CompanyWorld.Customer("one"), "d1", "be");
        await WinAsync(world, deal);
        // Its currency stays, so that nothing but the route is in the way.
        (Invoice invoice, _) = PutChain(world, deal);
        world.Source.Put((deal.Ref, deal with { Custom = new CustomFields([new("Entity", "us")]) }));
        await world.HappenAsync(BillingSource.Tell(ChangeKinds.InvoiceIssued, invoice.Ref, "one"));

        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal((ErrorKind.Conflict, "rerouted"), (only.Reason.Kind, only.Reason.Cause));
        Assert.Contains("odoo-be", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await CompanyWorld.CountAsync(world.BeBooks, "account.move"), await CompanyWorld.CountAsync(world.UsBooks, "account.move")));
        Assert.Equal(["Contract BE"], (await CompanyWorld.CompaniesAsync(world.BeBooks, "sale.order")).Concat(isShared ? [] : await CompanyWorld.CompaniesAsync(world.UsBooks, "sale.order")));

        world.Source.Put((deal.Ref, deal));
        await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken);
        await world.DrainAsync();
        await world.AssertNoCasesAsync();
        Assert.Equal(["Contract BE"], await CompanyWorld.CompaniesAsync(world.BeBooks, "account.move"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Customer_TwoAccountsOfOneWebSiteInTwoCompaniesAtOnce_OnePartner(bool byAction)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared: true, byAction, CompanyWorld.ByEntity);
        Customer north = CompanyWorld.Customer("north") with { Website = "https://same.example" };
        Customer south = CompanyWorld.Customer("south") with { Website = "https://same.example" };
        await WinAsync(world, CompanyWorld.Deal(north, "d1", "be"), CompanyWorld.Deal(south, "d2", "us"));
        await world.AssertNoCasesAsync();
        Assert.Equal((1, 2), (await CompanyWorld.CountAsync(world.BeBooks, "res.partner"), await CompanyWorld.CountAsync(world.BeBooks, "sale.order")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Customer_ChangedAtItsSource_EveryDatabaseAndEachCompanysTermsFollow(bool isShared)
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared, byAction: true, CompanyWorld.ByEntity, o =>
        {
            o.PaymentTerms["net30"] = "Contract 30 days";
            o.PaymentTerms["split"] = o.Company == "My Company" ? "Contract 30 days" : "Contract half now, half in 60 days";
        });
        Customer customer = CompanyWorld.Customer("one") with { PaymentTerms = "net30" };
        await WinAsync(world, CompanyWorld.Deal(customer, "d1", "be"), CompanyWorld.Deal(customer, "d2", "us"));
        Customer changed = customer with { Name = "Renamed", PaymentTerms = "split", Contacts = [new Contact { Ref = BillingSource.Ref("contact", "p1"), Name = "Ann" }] };
        world.Source.Put((changed.Ref, changed));
        await world.HappenAsync(BillingSource.Tell(ChangeKinds.CustomerSeen, changed.Ref, "one"));

        await world.AssertNoCasesAsync();
        Assert.Equal(("Renamed", "Contract half now, half in 60 days"), await PartnerAsync(world.BeBooks, "Contract BE"));
        Assert.Equal(("Renamed", "Contract 30 days"), await PartnerAsync(world.UsBooks, "My Company"));
        Assert.Equal("Ann", (string?)(await world.UsBooks.FindAsync("oc_books.contact_p1", "name"))?["name"]);
        Assert.Equal("Ann", (string?)(await world.BeBooks.FindAsync("oc_books.contact_p1", "name"))?["name"]);
    }

    [Fact]
    public void Routes_ThatSayNothingOrTwoThings_StopTheHostAtStart()
    {
        Assert.Throws<ConnectorException>(() => new CompanyRouting().Route<Deal>(d => d.Name));
        Assert.Throws<ConnectorException>(() => new CompanyRouting().Route<Deal>(d => d.Name, ("a", "odoo-be"), ("a", "odoo-us")));
        Assert.Throws<ConnectorException>(() => new CompanyRouting().Route<Deal>(d => d.Name, ("", "odoo-be")));
    }

    [Fact]
    public async Task Route_ToASystemThatIsNotConnected_StopsTheHostAtStart()
    {
        await using CompanyWorld world = await CompanyWorld.StartAsync(isShared: true, byAction: true, hub => hub.RouteCompany<Deal>(d => d.Custom["Entity"], ("be", "odoo-bx")));
        ConnectorException refusal = Assert.Throws<ConnectorException>(() => world.Hub);
        Assert.Equal((ErrorKind.Configuration, "odoo-bx"), (refusal.Kind, refusal.Field));
        Assert.Contains("odoo-be, odoo-us", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task WinAsync(CompanyWorld world, params Deal[] deals)
    {
        world.Source.Put([.. deals.SelectMany(d => new (ExternalRef, object)[] { (d.Ref, d), (d.Customer.Ref, d.Customer) })]);
        await world.HappenAsync([.. deals.Select(d => BillingSource.Tell(ChangeKinds.DealSeen, d.Ref, d.Customer.Ref.Id))]);
    }

    /// <summary>A deal with its subscription, a paid invoice, a credit note of all of it and the money back.</summary>
    private static (Invoice Invoice, Refund Refund) PutChain(CompanyWorld world, Deal deal)
    {
        Contract contract = new()
        {
            Ref = BillingSource.Ref(RecordKinds.Contract, "sub_1"), Customer = deal.Customer.Ref, Deal = deal.Ref, Status = ContractStatus.Active,
            Currency = deal.Currency, StartsOn = new DateOnly(2026, 3, 1), Terms = deal.Lines,
        };
        Invoice invoice = Bill(deal);
        Payment payment = new()
        {
            Ref = BillingSource.Ref(RecordKinds.Payment, "py_1"), Customer = invoice.Customer, Invoice = invoice.Ref, Amount = invoice.Gross, PaidAt = Given.Noon(2026, 3, 2),
        };
        Refund refund = new()
        {
            Ref = BillingSource.Ref(RecordKinds.Refund, "re_1"), Customer = invoice.Customer, Invoice = invoice.Ref, Payment = payment.Ref, Amount = invoice.Gross, RefundedAt = Given.Noon(2026, 3, 4),
            CreditNote = new CreditNote
            {
                Ref = BillingSource.Ref(RecordKinds.CreditNote, "cn_1"), Number = "CN-1", Invoice = invoice.Ref, IssuedAt = Given.Noon(2026, 3, 3),
                Currency = invoice.Currency, Lines = invoice.Lines, Net = invoice.Net, Taxes = invoice.Taxes, Gross = invoice.Gross,
            },
        };
        world.Source.Put(
            (deal.Customer.Ref, deal.Customer), (deal.Ref, deal), (contract.Ref, contract), (invoice.Ref, invoice), (refund.Ref, refund),
            (invoice.Ref with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([payment])));
        return (invoice, refund);
    }

    /// <summary>100 net; 15 % in the United States, 21 % in Belgium.</summary>
    private static Invoice Bill(Deal deal)
    {
        Money net = new(100m, deal.Currency), tax = new(deal.Currency.Code == "USD" ? 15m : 21m, deal.Currency);
        TaxLine standard = new() { RateId = "standard", Base = net, Amount = tax };
        return new Invoice
        {
            Ref = BillingSource.Ref(RecordKinds.Invoice, "in_1"), Number = "IN-1", Customer = deal.Customer.Ref, Contract = BillingSource.Ref(RecordKinds.Contract, "sub_1"),
            IssuedAt = Given.Noon(2026, 3, 1), DueAt = Given.Noon(2026, 3, 31), Currency = deal.Currency, Net = net, Taxes = [standard], Gross = net + tax,
            Lines = [new InvoiceLine { Id = "1", ProductCode = "plan", Description = "Plan", Quantity = 2m, UnitPrice = 50m, Net = net, Taxes = [standard] }],
        };
    }

    private static async Task<(string? Name, string? Terms)> PartnerAsync(JsonRpc books, string company)
    {
        long id = (long)(await books.SearchReadAsync("res.company", [new JsonArray("name", "=", company)], "name"))[0]!["id"]!;
        JsonArray found = (JsonArray)(await books.CallAsync("res.partner", "search_read", [new JsonArray(new JsonArray("website", "like", ".example"))], new JsonObject
        {
            ["fields"] = new JsonArray("name", "property_payment_term_id"), ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(id) },
        }))!;
        return ((string?)Assert.Single(found)!["name"], (string?)(found[0]!["property_payment_term_id"] as JsonArray)?[1]);
    }
}
