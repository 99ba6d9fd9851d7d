using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A contract is one order; each amendment changes it by version and is told in its chatter, once.</summary>
public sealed class ContractTests
{
    /// <summary>Two lines of one product: 5 and 2 seats. Each is changed for itself.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_OneOfTwoLinesOfAProduct_ChangesThatLine(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m), Line("si_2", "seat", 2m, 8m));
        Contract more = agreed.Amended(2, "evt_2", Line("si_1", "seat", 5m, 10m), Line("si_2", "seat", 7m, 8m));
        Contract dearer = more.Amended(3, "evt_3", Line("si_1", "seat", 5m, 12m), Line("si_2", "seat", 7m, 8m));

        await bench.AgreeAsync(agreed, customer);
        await bench.PostAsync(ToAmend(more, customer));
        await bench.PostAsync(ToAmend(dearer, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("seat", 5m, 12m), ("seat", 7m, 8m)], await bench.LinesAsync(agreed.Ref));

        // Whatever made the order, its lines carry the ids of the source's lines.
        ExternalRef line = agreed.Ref with { Id = $"{agreed.Ref.Id}.2f.si_2.2f.seat" };
        Assert.Equal(7m, (decimal)(await bench.FindAsync("line", line, "product_uom_qty"))!["product_uom_qty"]!);

        // 5 x 12.00 + 7 x 8.00 = 116.00.
        JsonObject order = await bench.OrderAsync(agreed.Ref, "state", "client_order_ref", "amount_untaxed");
        Assert.Equal(("sale", agreed.Ref.Id, 116m), ((string?)order["state"], (string?)order["client_order_ref"], (decimal)order["amount_untaxed"]!));
        string sub = agreed.Ref.ToString();
        Assert.Equal(
            [
                $"{sub}\nStatus: Active",
                $"Quantity, effective 2026-04-01: {sub}, version 2, evt_2\nseat (si_2), quantity: 2 \u2192 7",
                $"Price, effective 2026-04-01: {sub}, version 3, evt_3\nseat (si_1), price: 10 \u2192 12 EUR",
            ],
            await bench.NotesAsync(agreed.Ref));
    }

    /// <summary>The order is the company's, its invoices go to the group; then to another one; then to the company itself. What a person entered stays.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Contract_InvoicedToAnother_HasTheOtherAsInvoiceAddress(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer company = Given.Customer(bench), group = Given.Customer(bench, "c2"), bank = Given.Customer(bench, "c3");
        Contract agreed = Contract(bench, company, Line("si_1", "seat", 5m, 10m));
        await bench.PostAsync(
            Given.ToSend(company), Given.ToSend(group), Given.ToSend(bank), ToMake(agreed, company) with { InvoicedTo = group }, ToStand(agreed, company) with { InvoicedTo = group });
        Assert.Equal(("Customer c1", "Customer c2"), await PartnersAsync());

        await bench.PostAsync(ToStand(agreed, company) with { InvoicedTo = bank });
        Assert.Equal(("Customer c1", "Customer c3"), await PartnersAsync());

        await bench.PostAsync(ToStand(agreed, company));
        Assert.Equal(("Customer c1", "Customer c1"), await PartnersAsync());
        await bench.AssertNoCasesAsync();

        async Task<(string, string)> PartnersAsync()
        {
            JsonObject order = await bench.OrderAsync(agreed.Ref, "partner_id", "partner_invoice_id");
            return ((string)order["partner_id"]![1]!, (string)order["partner_invoice_id"]![1]!);
        }
    }

    /// <summary>Odoo forbids deleting lines of a confirmed order: what is taken away gets quantity 0, what comes back gets its line again.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_PlanChangedAddedRemovedAndBack_EachLineIsMadeOnce(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m));
        Contract other = agreed.Amended(2, "evt_2", Line("si_1", "seat", 1m, 150m));
        Contract added = other.Amended(3, "evt_3", Line("si_1", "seat", 1m, 150m), Line("si_2", "seat", 4m, 10m));
        Contract back = added.Amended(4, "evt_4", Line("si_1", "plan", 1m, 100m));

        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));
        await bench.PostAsync(ToAmend(other, customer));
        Assert.Equal([("plan", 0m, 100m), ("seat", 1m, 150m)], await bench.LinesAsync(agreed.Ref));
        await bench.PostAsync(ToAmend(added, customer));
        Assert.Equal([("plan", 0m, 100m), ("seat", 1m, 150m), ("seat", 4m, 10m)], await bench.LinesAsync(agreed.Ref));
        await bench.PostAsync(ToAmend(back, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("plan", 1m, 100m), ("seat", 0m, 150m), ("seat", 0m, 10m)], await bench.LinesAsync(agreed.Ref));
        IReadOnlyList<string> notes = await bench.NotesAsync(agreed.Ref);
        Assert.StartsWith("Upgrade, effective 2026-04-01", notes[0], StringComparison.Ordinal);
        Assert.Contains("si_1: plan, 1 x 100 EUR \u2192 seat, 1 x 150 EUR", notes[0], StringComparison.Ordinal);
        Assert.Contains("seat (si_2): new, 4 x 10 EUR", notes[1], StringComparison.Ordinal);
        Assert.StartsWith("Downgrade, effective 2026-04-01", notes[2], StringComparison.Ordinal);
        Assert.Contains("seat (si_2): removed, was 4 x 10 EUR", notes[2], StringComparison.Ordinal);
    }

    /// <summary>Version 5 was written; what comes late is told and changes nothing, on a stock Odoo.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_OlderVersionAfterNewer_NeverOverwritesIt(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        Contract newer = agreed.Amended(5, "evt_5", Line("si_1", "seat", 9m, 10m));
        Contract older = agreed.Amended(4, "evt_4", Line("si_1", "seat", 6m, 10m), Line("si_2", "plan", 1m, 100m));
        Contract paused = agreed with { Version = 3, Status = ContractStatus.Paused };

        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));
        await bench.PostAsync(ToAmend(newer, customer));
        await bench.PostAsync(ToAmend(older, customer));
        await bench.PostAsync(ToStand(paused, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("seat", 9m, 10m)], await bench.LinesAsync(agreed.Ref));
        IReadOnlyList<string> notes = await bench.NotesAsync(agreed.Ref);
        Assert.Equal(2, notes.Count);
        Assert.Contains("Came late: the order holds version 5 and was not changed.", notes[1], StringComparison.Ordinal);
    }

    /// <summary>Paused, resumed, extended, ended: what each is called, from when, from where to where.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_PauseResumeExtendEnd_TheChatterTellsEachOnce(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.TimeZone = "Pacific/Auckland");
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        Contract paused = agreed.Moved(2, "evt_2", ContractStatus.Paused);
        Contract resumed = paused.Moved(3, "evt_3", ContractStatus.Active);

        // In Auckland, 13 hours ahead in summer and 12 in winter, these are 1 January 2027, 1 July 2027 and 1 April.
        Contract extended = resumed with
        {
            Version = 4,
            Amendments = [new Amendment
            {
                EffectiveOn = new DateOnly(2026, 3, 31), EffectiveAt = new DateTimeOffset(2026, 3, 31, 11, 0, 0, TimeSpan.Zero), Before = agreed.Terms, Terms = agreed.Terms, Event = "evt_4",
                EndsAtBefore = new DateTimeOffset(2026, 12, 31, 11, 0, 0, TimeSpan.Zero), EndsAtAfter = new DateTimeOffset(2027, 6, 30, 12, 0, 0, TimeSpan.Zero),
            }],
        };
        Contract ended = extended.Moved(5, "evt_5", ContractStatus.Ended);

        await bench.AgreeAsync(agreed, customer);
        foreach (Contract next in (Contract[])[paused, resumed, extended, ended])
        {
            // As the flows do it: where it stands, then what changed. Told twice, written once.
            await bench.PostAsync(ToAmend(next, customer), ToStand(next, customer));
            await bench.PostAsync(ToAmend(next, customer), ToStand(next, customer));
        }

        await bench.AssertNoCasesAsync();
        string sub = agreed.Ref.ToString();
        Assert.Equal(
            [
                $"{sub}\nStatus: Active",
                $"Pause, effective 2026-04-01: {sub}, version 2, evt_2\nStatus: Active \u2192 Paused",
                $"Resume, effective 2026-04-01: {sub}, version 3, evt_3\nStatus: Paused \u2192 Active",
                $"Extension, effective 2026-04-01: {sub}, version 4, evt_4\nEnds: 2027-01-01 \u2192 2027-07-01",
                $"Cancellation, effective 2026-04-01: {sub}, version 5, evt_5\nStatus: Active \u2192 Ended",
            ],
            await bench.NotesAsync(agreed.Ref));
        Assert.Equal([("seat", 5m, 10m)], await bench.LinesAsync(agreed.Ref));
        Assert.Equal("sale", (string?)(await bench.OrderAsync(agreed.Ref, "state"))["state"]);
    }

    /// <summary>By policy an ended contract leaves nothing to invoice, a locked order, or a cancelled one; and it can begin again.</summary>
    [Theory]
    [InlineData(PortTarget.Action, ContractEnd.ZeroQuantities, "sale", false, 0)]
    [InlineData(PortTarget.Steps, ContractEnd.Lock, "sale", true, 5)]
    [InlineData(PortTarget.Action, ContractEnd.Cancel, "cancel", false, 5)]
    public async Task End_ByPolicy_AndBeginAgain(string way, ContractEnd policy, string state, bool locked, int quantity)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.ContractEnd = policy);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        await bench.AgreeAsync(agreed, customer);

        await bench.PostAsync(ToStand(agreed with { Status = ContractStatus.Ended }, customer));
        await bench.AssertNoCasesAsync();
        JsonObject order = await bench.OrderAsync(agreed.Ref, "state", "locked");
        Assert.Equal((state, locked), ((string?)order["state"], (bool)order["locked"]!));
        Assert.Equal([("seat", (decimal)quantity, 10m)], await bench.LinesAsync(agreed.Ref));

        await bench.PostAsync(ToStand(agreed, customer));
        await bench.AssertNoCasesAsync();
        order = await bench.OrderAsync(agreed.Ref, "state", "locked");
        Assert.Equal(("sale", false), ((string?)order["state"], (bool)order["locked"]!));
        Assert.Equal([("seat", 5m, 10m)], await bench.LinesAsync(agreed.Ref));
        Assert.EndsWith("Status: Ended \u2192 Active", (await bench.NotesAsync(agreed.Ref))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_OrderThatAPersonLocked_IsChangedAndLockedAgain(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));
        await bench.Odoo.CallAsync("sale.order", "action_lock", [new JsonArray((await bench.OrderAsync(agreed.Ref, "name"))["id"]!.DeepClone())]);

        await bench.PostAsync(ToAmend(agreed.Amended(2, "evt_2", Line("si_1", "seat", 6m, 10m)), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("seat", 6m, 10m)], await bench.LinesAsync(agreed.Ref));
        Assert.True((bool)(await bench.OrderAsync(agreed.Ref, "locked"))["locked"]!);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_OrderThatAPersonCancelled_IsACase(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m));
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));
        await bench.Odoo.CallAsync("sale.order", "action_cancel", [new JsonArray((await bench.OrderAsync(agreed.Ref, "name"))["id"]!.DeepClone())]);

        await bench.PostAsync(ToAmend(agreed.Amended(2, "evt_2", Line("si_1", "seat", 6m, 10m)), customer));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal((ErrorKind.Conflict, "contract-not-confirmed"), (only.Reason.Kind, only.Reason.Cause));
        Assert.Equal([("seat", 5m, 10m)], await bench.LinesAsync(agreed.Ref));
        Assert.Empty(await bench.NotesAsync(agreed.Ref));
    }

    /// <summary>The order was made of a deal, whose lines have other ids: quantity and price as they were tell them apart.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_OrderOfADealWithTwoLinesOfAProduct_RecognisesTheLine(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Deal deal = Deal(bench, customer, Line("oli_1", "seat", 5m, 10m), Line("oli_2", "seat", 2m, 8m));
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 2m, 8m), Line("si_2", "seat", 5m, 10m));
        Contract more = agreed.Amended(2, "evt_2", Line("si_1", "seat", 3m, 8m), Line("si_2", "seat", 5m, 10m), Line("si_3", "seat", 1m, 9m));

        await bench.PostAsync(Given.ToSend(customer), PortBench.Intent(EffectKinds.Contract, deal.Ref, deal, customer));
        await bench.PostAsync(PortBench.Intent(EffectKinds.Amendment, deal.Ref, more, customer, "evt_2"));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("seat", 5m, 10m), ("seat", 3m, 8m), ("seat", 1m, 9m)], await bench.LinesAsync(deal.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Amend_LinesThatCannotBeToldApart_AreACaseAndStay(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Deal deal = Deal(bench, customer, Line("oli_1", "seat", 5m, 10m), Line("oli_2", "seat", 4m, 8m));

        // Neither line was 2 at 9.00.
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 2m, 9m));
        await bench.PostAsync(Given.ToSend(customer), PortBench.Intent(EffectKinds.Contract, deal.Ref, deal, customer));
        await bench.PostAsync(PortBench.Intent(EffectKinds.Amendment, deal.Ref, agreed.Amended(2, "evt_2", Line("si_1", "seat", 3m, 9m)), customer, "evt_2"));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal("ambiguous-lines", only.Reason.Cause);
        Assert.Contains("2 lines of seat", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal([("seat", 5m, 10m), ("seat", 4m, 8m)], await bench.LinesAsync(deal.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Note_TextsOfTheSource_AreEscaped(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.Products["<b>&seat"] = "CONTRACT-SEAT");
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "<b>&seat", 5m, 10m));
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));
        await bench.PostAsync(ToAmend(agreed.Amended(2, "<script>evt</script>", Line("si_1", "<b>&seat", 6m, 10m)), customer));

        await bench.AssertNoCasesAsync();
        string body = Assert.Single(await bench.BodiesAsync(agreed.Ref));
        Assert.Contains("&lt;b&gt;&amp;seat (si_1), quantity: 5", body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;evt&lt;/script&gt;", body, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Name, body, StringComparison.Ordinal);
    }

    private static Deal Deal(PortBench bench, Customer customer, params ProductLine[] lines) => new()
    {
        Ref = bench.Ref(RecordKinds.Deal, "deal_1"), Customer = customer, Name = "Deal 1", IsWon = true, Currency = Currency.Parse("EUR"), Lines = lines,
    };
}
