using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests;

/// <summary>Contracts that people change on their orders in Odoo; what the connectors wrote comes back and is nothing new.</summary>
public sealed class ContractFeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>5 seats at 10.00 are agreed. A person makes 7 of them, the source 9, a person a price of 12.00; then the order is cancelled.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Order_EditedByAPerson_IsToldAsAnAmendmentAndOwnWritesAreNot(string way)
    {
        Edits edits = new("Europe/Brussels");
        await using PortBench bench = await PortBench.StartAsync(way, Contracts, more: b => b.Services.AddSingleton<IFlow>(edits));
        (Contract agreed, Customer customer) = await MakeAsync(bench, Line("si_1", "seat", 5m, 10m));
        Assert.Empty(edits.Told);

        long order = (long)(await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        long line = await LineAsync(bench, order);
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["order_line"] = new JsonArray(new JsonArray(1, line, new JsonObject { ["product_uom_qty"] = 7 })) }]);
        await bench.DrainAsync();
        Contract told = Assert.Single(edits.Told);
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Contract, $"{order}"), agreed.Ref, true), (told.Ref, told.Origin!.Source, told.Origin.IsEdited));
        AssertTerms([("si_1", "seat", 5m, 10m)], Assert.Single(told.Amendments).Before);
        AssertTerms([("si_1", "seat", 7m, 10m)], told.Amendments[0].Terms);
        Assert.Null(told.Amendments[0].StatusAfter);
        // The version is the second of the last write, of the order or a line.
        JsonArray written = await bench.Odoo.SearchReadAsync("sale.order", [new JsonArray("id", "=", order)], "write_date");
        Assert.Equal(DateTimeOffset.Parse((string)written[0]!["write_date"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds(), told.Version);

        // The source changes it too: that comes back and is no news.
        Contract more = agreed.Amended(2, "evt_2", Line("si_1", "seat", 9m, 10m));
        bench.Source.Records[agreed.Ref] = more;
        await bench.PostAsync(ToAmend(more, customer));
        await bench.DrainAsync();
        Assert.Single(edits.Told);

        // A line that is written by itself does not touch its order.
        await bench.Odoo.CallAsync("sale.order.line", "write", [new JsonArray(line), new JsonObject { ["price_unit"] = 12 }]);
        await bench.DrainAsync();
        Assert.Equal(2, edits.Told.Count);
        AssertTerms([("si_1", "seat", 9m, 10m)], edits.Told[1].Amendments[0].Before);
        AssertTerms([("si_1", "seat", 9m, 12m)], edits.Told[1].Terms);
        Assert.Equal(2, edits.Told[1].Origin!.Version);

        await bench.Odoo.CallAsync("sale.order", "action_cancel", [new JsonArray(order)]);
        await bench.DrainAsync();
        Assert.Equal(3, edits.Told.Count);
        Assert.Equal((ContractStatus.Active, ContractStatus.Ended), (edits.Told[2].Amendments[0].StatusBefore, edits.Told[2].Amendments[0].StatusAfter));
        await bench.AssertNoCasesAsync();
        await bench.DrainAsync();
        Assert.Equal(3, edits.Told.Count);
    }

    /// <summary>The order keeps a price of 9.00 that the deal gave; the source bills 10.00. As long as nobody else writes it, that is no edit.</summary>
    [Fact]
    public async Task Order_OfAnotherPriceThanItsSource_IsNotToldForOurOwnWrites()
    {
        Edits edits = new("Europe/Brussels");
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, Contracts, more: b => b.Services.AddSingleton<IFlow>(edits));
        await MakeAsync(bench, Line("si_1", "seat", 5m, 9m), Line("si_1", "seat", 5m, 10m));
        Assert.Empty(edits.Told);
    }

    /// <summary>The source has moved on and the order does not hold that yet: whatever it shows is no edit of a person to tell.</summary>
    [Fact]
    public async Task Order_BehindItsSource_IsNotTold()
    {
        Edits edits = new("Europe/Brussels");
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, Contracts, more: b => b.Services.AddSingleton<IFlow>(edits));
        (Contract agreed, Customer customer) = await MakeAsync(bench, Line("si_1", "seat", 5m, 10m));
        await bench.PostAsync(ToAmend(agreed.Amended(2, "evt_2", Line("si_1", "seat", 6m, 10m)), customer));
        bench.Source.Records[agreed.Ref] = agreed.Amended(3, "evt_3", Line("si_1", "seat", 8m, 10m));
        long order = (long)(await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["client_order_ref"] = "by hand" }]);
        await bench.DrainAsync();
        Assert.Empty(edits.Told);

        // Equal to the source, though a person wrote it: nothing to tell.
        bench.Source.Records[agreed.Ref] = agreed.Amended(2, "evt_2", Line("si_1", "seat", 6m, 10m));
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), new JsonObject { ["client_order_ref"] = "by hand again" }]);
        await bench.DrainAsync();
        Assert.Empty(edits.Told);
    }

    /// <summary>In Brussels 31 January 2027 begins at 23:00 UTC of the 30th.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_SetByAPerson_IsToldFromTheFieldsThatAreThere(bool enterprise)
    {
        Edits edits = new("Europe/Brussels");
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Action,
            o =>
            {
                Contracts(o);
                if (!enterprise)
                {
                    o.ContractFields["EndsOn"] = "x_ends_on";
                    o.ContractFields["Status"] = "x_standing";
                }
            },
            o => o.EnterpriseSubscriptions = enterprise,
            b => b.Services.AddSingleton<IFlow>(edits));
        if (!enterprise)
        {
            bench.Emulator.DeclareField("sale.order", "x_ends_on", "date");
            bench.Emulator.DeclareField("sale.order", "x_standing");
        }

        (Contract agreed, _) = await MakeAsync(bench, Line("si_1", "plan", 1m, 100m));
        Assert.Empty(edits.Told);
        long order = (long)(await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order), enterprise
            ? new JsonObject { ["end_date"] = "2027-01-31", ["subscription_state"] = "4_paused" } : new JsonObject { ["x_ends_on"] = "2027-01-31", ["x_standing"] = "Paused" }]);
        await bench.DrainAsync();
        Contract told = Assert.Single(edits.Told);
        Assert.Equal((ContractStatus.Paused, new DateOnly(2027, 1, 31)), (told.Status, told.EndsOn));
        Assert.Equal(enterprise ? "P1M" : null, told.Recurrence?.ToString());
        Amendment only = Assert.Single(told.Amendments);
        Assert.Equal(
            (ContractStatus.Active, ContractStatus.Paused, null, new DateTimeOffset(2027, 1, 30, 23, 0, 0, TimeSpan.Zero)),
            (only.StatusBefore, only.StatusAfter, only.EndsAtBefore, only.EndsAtAfter));
    }

    /// <summary>4 at 100.00 less 25 %: 75.00 each. A quotation is no contract; a cancelled order is one that has ended; a deleted one is gone.</summary>
    [Fact]
    public async Task Order_MadeByAPerson_IsAContractFromItsConfirmationToItsDeletion()
    {
        await using FeedBench bench = FeedBench.Start(
            [OdooStreams.Contracts, OdooStreams.ContractLines], configure: o => o.Products["seat"] = "CONTRACT-SEAT");
        long partner = await bench.CustomerAsync();
        long contact = await bench.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Ann", ["parent_id"] = partner }, bench.Company, Cancel);
        long seat = await bench.IdAsync("product.product", "default_code", "CONTRACT-SEAT");
        long order = await bench.Person.CreateAsync("sale.order", new JsonObject
        {
            ["partner_id"] = contact,
            ["order_line"] = new JsonArray(
                new JsonArray(0, 0, new JsonObject { ["product_id"] = seat, ["name"] = "Seats", ["product_uom_qty"] = 4, ["price_unit"] = 100, ["discount"] = 25 }),
                new JsonArray(0, 0, new JsonObject { ["display_type"] = "line_note", ["name"] = "Thank you" })),
        }, bench.Company, Cancel);
        Assert.Empty(await bench.NewsAsync());

        await bench.CallAsync("sale.order", "action_confirm", order);
        Change change = Assert.Single(await bench.NewsAsync());
        Contract told = (Contract)change.Record!;
        Assert.Equal((ChangeKinds.ContractSeen, $"odoo/customer/{partner}", ContractStatus.Active, "EUR"), (change.Kind, told.Customer.ToString(), told.Status, told.Currency.Code));
        Assert.Null(told.Origin);
        Assert.Equal(("seat", 4m, 75m), Assert.Single(told.Terms) is var term ? (term.ProductCode, term.Quantity, term.UnitPrice) : default);
        Assert.Equal(new DateOnly(2026, 4, 10), told.StartsOn);
        Assert.Empty(await bench.NewsAsync());

        await bench.CallAsync("sale.order", "action_cancel", order);
        Assert.Equal(ContractStatus.Ended, ((Contract)Assert.Single(await bench.NewsAsync()).Record!).Status);
        await bench.Person.UnlinkAsync("sale.order", [order], bench.Company, Cancel);
        bench.HubClock.Move(TimeSpan.FromMinutes(1));
        long pass = Assert.Single(await bench.Hub.Feeds.FindDeletedAsync("odoo", "tester", Cancel));
        await bench.PollAsync();
        Assert.Equal(1, (await bench.Hub.Feeds.PassAsync(pass, Cancel))!.Absent);
    }

    private static void Contracts(OdooErpOptions odoo)
    {
        odoo.Feed.Streams.Add(OdooStreams.Contracts);
        odoo.Feed.Streams.Add(OdooStreams.ContractLines);
    }

    /// <summary>A monthly contract of the source, sent to Odoo, and read back by the feed.</summary>
    private static async Task<(Contract Agreed, Customer Customer)> MakeAsync(PortBench bench, ProductLine term, ProductLine? atSource = null)
    {
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, term) with { Recurrence = new Recurrence(1, RecurrenceUnit.Month), Version = 1 };
        bench.Source.Records[agreed.Ref] = agreed with { Terms = [atSource ?? term] };
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer), ToStand(agreed, customer));
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Contains(await bench.Hub.EventsAsync(Cancel), e => e.System == "odoo" && e.Kind == "sale.order");
        return (agreed, customer);
    }

    private static async Task<long> LineAsync(PortBench bench, long order) =>
        (long)Assert.Single(await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", order)], "name"))!["id"]!;

    private static void AssertTerms((string, string, decimal, decimal)[] expected, IReadOnlyList<ProductLine> terms) =>
        Assert.Equal(expected, terms.Select(t => (t.Id, t.ProductCode, t.Quantity, t.UnitPrice)));

    /// <summary>A partner's flow: it notes what people changed.</summary>
    private sealed class Edits(string zone) : IFlow
    {
        private readonly ContractEdits _edits = new(new CompanyCalendar(zone));

        public List<Contract> Told { get; } = [];

        public bool Handles(string changeKind) => changeKind == ChangeKinds.ContractSeen;

        public Decision Decide(Change change, Known known)
        {
            if (_edits.Settle(change, known, out Contract edited) is Decision settled)
            {
                return settled;
            }

            // Two streams may bring one edit: an effect of this discriminator is made once.
            lock (Told)
            {
                if (Told.TrueForAll(t => t.Amendments[0].Event != edited.Amendments[0].Event))
                {
                    Told.Add(edited);
                }
            }

            return new Decision.Absorb("noted");
        }
    }
}
