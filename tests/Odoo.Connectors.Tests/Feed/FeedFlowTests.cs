using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What partners make of Odoo as a feed, end to end.</summary>
public sealed class FeedFlowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Odoo owns the VAT number, the CRM everything else.</summary>
    [Fact]
    public async Task VatNumber_EditedInOdooThatOwnsIt_ReachesTheCrmOnceAndNothingElseDoes()
    {
        TestCrm crm = new();
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], b => Synchronised(b, crm));
        long partner = await LinkedAsync(bench, crm);
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["vat"] = "BE0477472701" });
        await bench.PollAsync();
        Assert.Equal(["001A VatNumber=BE0477472701"], crm.Writes);

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["city"] = "Gent" });
        await bench.PollAsync();
        Assert.Single(crm.Writes);
        Assert.Empty(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    /// <summary>The name is the CRM's: an edit in Odoo is decided by ownership, and goes nowhere but to a person.</summary>
    [Fact]
    public async Task Name_EditedInOdooThatDoesNotOwnIt_IsReviewed()
    {
        TestCrm crm = new();
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], b => Synchronised(b, crm));
        long partner = await LinkedAsync(bench, crm);
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["name"] = "Renamed in Odoo" });
        await bench.PollAsync();
        Assert.Empty(crm.Writes);
        CaseInfo only = Assert.Single(await bench.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(("field-conflict", "Name"), (only.Reason.Cause, only.Reason.Field));
    }

    /// <summary>Two invoices of billing are paid by one transfer of 100: 60 and 40. Payments that came from billing are not told to it again.</summary>
    [Fact]
    public async Task Transfer_BookedInOdoo_IsToldToBillingOncePerInvoice()
    {
        TestBilling billing = new();
        await using FeedBench bench = FeedBench.Start(
            more: b => b.AddFlow<TransferFlow>().Services.AddSingleton<IConnectedSystem>(billing));
        long partner = await bench.CustomerAsync();
        long one = await OfBillingAsync(bench, partner, 60m, "in_1");
        long two = await OfBillingAsync(bench, partner, 75m, "in_2");
        long three = await OfBillingAsync(bench, partner, 30m, "in_3");
        await NameAsync(bench, "account.payment", await bench.PayAsync(three, 30m, "2026-03-10"), "payment_py_3");
        long entry = await bench.TransferAsync(partner, 100m, "2026-03-12", one, two);
        await bench.PollAsync();
        Assert.Equal([$"in_1 60.00 by entry-{entry}", $"in_2 40.00 by entry-{entry}"], billing.Recorded.Order(StringComparer.Ordinal));

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        long rest = await bench.PayAsync(two, 35m, "2026-03-20");
        await bench.PollAsync();
        await bench.PollAsync();
        Assert.Equal($"in_2 35.00 by {rest}", billing.Recorded[^1]);
        Assert.Equal(3, billing.Recorded.Count);
    }

    /// <summary>With the feed on, everything the hub writes comes back to it: nothing of it is written again, and no case is opened.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Story_WithTheFeedOn_OwnWritesAreAbsorbed(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, more: s => s.Configure<OdooErpOptions>("odoo", o =>
        {
            foreach (string stream in OdooStreams.All)
            {
                o.Feed.Streams.Add(stream);
            }
        }));
        await world.PlayAsync();
        await world.AssertBooksAsync();
        Assert.Contains(await world.Hub.EventsAsync(Cancel), e => e.System == "odoo");
        int writes = Writes(world);
        await world.Hub.Feeds.ReconcileAsync("odoo", null, "tester", Cancel);
        await world.DrainAsync();
        await world.DrainAsync();
        Assert.Equal(writes, Writes(world));
        await world.AssertBooksAsync();
    }

    private static int Writes(StoryWorld world) =>
        world.Emulators.Odoo.Calls.Count(c => c.Method is "create" or "write" or "load" or "unlink" or "action_post" or "reconcile" or "run");

    private static void Synchronised(IConnectorsBuilder builder, TestCrm crm)
    {
        builder.AddFlow<CustomersInStep>().Own<Customer>("crm", but => but.Except(c => c.VatNumber, "odoo").OnConflict(Conflict.Review));
        builder.Services.AddSingleton<IConnectedSystem>(crm);
    }

    /// <summary>A customer that both have, as agreed.</summary>
    private static async Task<long> LinkedAsync(FeedBench bench, TestCrm crm)
    {
        long partner = await bench.CustomerAsync();
        crm.Customers["001A"] = new Customer { Ref = new ExternalRef("crm", RecordKinds.Customer, "001A"), Name = "Kanaal Fietsen" };
        ExternalRef inOdoo = new("odoo", RecordKinds.Customer, $"{partner}");
        await bench.PollAsync();
        await bench.Hub.Identity.LinkAsync(inOdoo, new ExternalRef("crm", RecordKinds.Customer, "001A"), "tester", new LinkOptions { Primary = true }, Cancel);
        // Seen once while both are the same: that is what is agreed.
        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["zip"] = "9000" });
        await bench.PollAsync();
        Assert.Empty(crm.Writes);
        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        return partner;
    }

    private static async Task<long> OfBillingAsync(FeedBench bench, long partner, decimal amount, string id)
    {
        long invoice = await bench.DocumentAsync(partner, amount, "2026-02-05", "2026-02-20");
        await NameAsync(bench, "account.move", invoice, $"invoice_{id}");
        return invoice;
    }

    private static Task NameAsync(FeedBench bench, string model, long id, string name) => bench.Person.CreateAsync(
        "ir.model.data", new JsonObject { ["module"] = "oc_billing", ["name"] = name, ["model"] = model, ["res_id"] = id }, bench.Company, Cancel);

    private sealed class CustomersInStep(OwnershipTable ownership) : IFlow
    {
        private readonly RecordSync<Customer> _sync = new(
            ownership, new RecordFields<Customer>(_ => DateTimeOffset.UnixEpoch).Add(c => c.Name).Add(c => c.VatNumber), TestCrm.Fields, "odoo", "crm");

        public IReadOnlyList<Type> Requires => [typeof(Customer)];

        public bool Handles(string changeKind) => changeKind == ChangeKinds.CustomerSeen;

        public Decision Decide(Change change, Known known) => _sync.Decide(change, known);
    }

    private sealed class TransferFlow : IFlow
    {
        public bool Handles(string changeKind) => changeKind == ChangeKinds.PaymentBooked;

        public Decision Decide(Change change, Known known)
        {
            BookedPayment payment = (BookedPayment)change.Record!;
            return payment.Source is not null ? new Decision.Absorb("billing told it first") : new Decision.Do([.. payment.Allocations.Select(a => new Intent
            {
                Target = "billing", Kind = "recorded-payment", Class = EffectClass.Document, Source = payment.Ref, Discriminator = a.Source!.Id, Record = a,
            })]);
        }
    }
}
