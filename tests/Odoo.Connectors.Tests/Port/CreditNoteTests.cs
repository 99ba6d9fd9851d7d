using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Credit notes: of which invoice, for whom, and what is left to pay.</summary>
public sealed class CreditNoteTests
{
    private static readonly (string Rate, decimal Tax)[] Taxes = [("vat21", 21m)];

    /// <summary>121.00 less 36.30 is 84.70; less the rest, nothing.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNotes_InPartAndForTheRest_AreReconciledWithTheirInvoice(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Hundred(bench, customer, "in_1");
        CreditNote part = Bill.CreditNote(bench, invoice.Ref, "cn_1", 30m, 36.30m, [("vat21", 6.30m)], Bill.Line("EUR", 1m, 30m, 30m, ("vat21", 6.30m)));
        CreditNote rest = Bill.CreditNote(bench, invoice.Ref, "cn_2", 70m, 84.70m, [("vat21", 14.70m)], Bill.Line("EUR", 2m, 35m, 70m, ("vat21", 14.70m)));

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(part, customer));
        Assert.Equal(("posted", "partial", 84.70m), await LeftAsync(bench, EffectKinds.Invoice, invoice.Ref));
        await bench.PostAsync(Given.ToSend(rest, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", "reversed", 0m), await LeftAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal(("posted", 30m, 6.30m, 36.30m), await Bill.PostedAsync(bench, EffectKinds.CreditNote, part.Ref));
        JsonObject posted = (await bench.FindAsync(EffectKinds.CreditNote, rest.Ref, "move_type", "invoice_date", "reversed_entry_id", "ref"))!;
        Assert.Equal(("out_refund", "2026-03-10", rest.Number), ((string)posted["move_type"]!, (string)posted["invoice_date"]!, (string)posted["ref"]!));
        Assert.Equal((long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!, (long)posted["reversed_entry_id"]![0]!);
    }

    /// <summary>The source may give back more than it billed: 150.00 of 121.00; 29.00 stay open for the customer.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_LargerThanItsInvoice_KeepsTheRestOpen(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Hundred(bench, customer, "in_1");
        CreditNote more = Bill.CreditNote(bench, invoice.Ref, "cn_1", 150m, 150m, [("vat0", 0m)], Bill.Line("EUR", 1m, 150m, 150m, ("vat0", 0m)));

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(more, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", "reversed", 0m), await LeftAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal(("posted", "partial", 29m), await LeftAsync(bench, EffectKinds.CreditNote, more.Ref));
    }

    /// <summary>The invoice was entered by a person for a partner of their own; its number is all that both sides know.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_OfAnInvoiceEnteredByHand_FindsItByItsNumber(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        string number = $"HAND-{Guid.NewGuid():N}"[..12];
        long partner = await ByHand.CreateAsync(bench, "res.partner", new JsonObject { ["name"] = "Entered by hand" });
        long invoice = await ByHand.InvoiceAsync(bench, partner, reference: number);
        CreditNote note = Bill.CreditNote(bench, bench.Ref(RecordKinds.Invoice, "in_hand"), "cn_1", 40m, 40m, [], Bill.Line("EUR", 1m, 40m, 40m)) with { InvoiceNumber = number };

        await bench.PostAsync(Given.ToSend(customer));
        await bench.PostAsync(Given.ToSend(note, customer));

        await bench.AssertNoCasesAsync();
        JsonObject left = await ByHand.ReadAsync(bench, "account.move", invoice, "payment_state", "amount_residual");
        Assert.Equal(("partial", 60m), ((string)left["payment_state"]!, (decimal)left["amount_residual"]!));
        Assert.Equal(partner, (long)(await bench.FindAsync(EffectKinds.CreditNote, note.Ref, "partner_id"))!["partner_id"]![0]!);

        // A second invoice of that number: which of them is meant, nobody can tell.
        await ByHand.InvoiceAsync(bench, partner, reference: number);
        await bench.PostAsync(Given.ToSend(note with { Ref = bench.Ref(RecordKinds.CreditNote, "cn_2") }, customer));
        Assert.Equal("ambiguous-invoice", Assert.Single(await bench.CasesAsync()).Reason.Cause);
    }

    /// <summary>Neither an external id nor a number leads to it: a person has linked the two.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_OfAnInvoiceThatAPersonLinked_IsReconciledWithIt(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        long partner = await ByHand.CreateAsync(bench, "res.partner", new JsonObject { ["name"] = "Entered by hand" });
        long invoice = await ByHand.InvoiceAsync(bench, partner);
        ExternalRef source = bench.Ref(RecordKinds.Invoice, "in_linked");
        await bench.PostAsync(Given.ToSend(customer));
        ExternalRef inOdoo = new("odoo", RecordKinds.Invoice, invoice.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await bench.Hub.Identity.LinkAsync(inOdoo, source, "tester", cancellationToken: TestContext.Current.CancellationToken);
        CreditNote note = Bill.CreditNote(bench, source, "cn_1", 100m, 100m, [], Bill.Line("EUR", 1m, 100m, 100m));
        await bench.PostAsync(Given.ToSend(note, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal("reversed", (string)(await ByHand.ReadAsync(bench, "account.move", invoice, "payment_state"))["payment_state"]!);
    }

    /// <summary>An archived partner looks as if it were gone; a merged one is gone, and its invoices are another's.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_AfterItsCustomerWasArchivedOrMerged_GoesToWhoHasTheInvoice(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer archived = Given.Customer(bench, "c1");
        Customer merged = Given.Customer(bench, "c2");
        Invoice of1 = Hundred(bench, archived, "in_1");
        Invoice of2 = Hundred(bench, merged, "in_2");
        await bench.PostEachAsync([[Given.ToSend(archived), Given.ToSend(of1, archived)], [Given.ToSend(merged), Given.ToSend(of2, merged)]]);
        long first = await PartnerAsync(bench, EffectKinds.Invoice, of1.Ref);
        long second = await PartnerAsync(bench, EffectKinds.Invoice, of2.Ref);
        await ByHand.CallAsync(bench, "res.partner", "action_archive", new JsonArray(first));
        long survivor = await ByHand.CreateAsync(bench, "res.partner", new JsonObject { ["name"] = "Survivor" });
        long wizard = await ByHand.CreateAsync(bench, "base.partner.merge.automatic.wizard", new JsonObject
        {
            ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(second, survivor))), ["dst_partner_id"] = survivor,
        });
        await ByHand.CallAsync(bench, "base.partner.merge.automatic.wizard", "action_merge", new JsonArray(wizard));

        CreditNote note1 = Whole(bench, of1.Ref, "cn_1");
        CreditNote note2 = Whole(bench, of2.Ref, "cn_2");
        await bench.PostEachAsync([[Given.ToSend(note1, archived)], [Given.ToSend(note2, merged)]]);

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", "reversed", 0m), await LeftAsync(bench, EffectKinds.Invoice, of1.Ref));
        Assert.Equal(("posted", "reversed", 0m), await LeftAsync(bench, EffectKinds.Invoice, of2.Ref));
        Assert.Equal(first, await PartnerAsync(bench, EffectKinds.CreditNote, note1.Ref));
        Assert.Equal(survivor, await PartnerAsync(bench, EffectKinds.CreditNote, note2.Ref));
    }

    /// <summary>Nothing is reconciled with what a person put back or cancelled: the credit note would stay open beside it.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_OfAnInvoiceThatAPersonPutBack_IsACaseUntilItIsPostedAgain(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Hundred(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        long id = (long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!;
        await ByHand.CallAsync(bench, "account.move", "button_draft", new JsonArray(id));
        CreditNote note = Whole(bench, invoice.Ref, "cn_1");
        await bench.PostAsync(Given.ToSend(note, customer));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("invoice-not-posted", "invoice"), (only.Reason.Cause, only.Reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.CreditNote, note.Ref, "name"));

        await ByHand.CallAsync(bench, "account.move", "action_post", new JsonArray(id));
        Assert.True((await bench.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", "reversed", 0m), await LeftAsync(bench, EffectKinds.Invoice, invoice.Ref));
    }

    private static Invoice Hundred(PortBench bench, Customer customer, string id) =>
        Bill.Invoice(bench, customer, id, "EUR", 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes));

    private static CreditNote Whole(PortBench bench, ExternalRef invoice, string id) =>
        Bill.CreditNote(bench, invoice, id, 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes));

    private static async Task<(string State, string Paid, decimal Left)> LeftAsync(PortBench bench, string kind, ExternalRef source)
    {
        JsonObject found = (await bench.FindAsync(kind, source, "state", "payment_state", "amount_residual"))!;
        return ((string)found["state"]!, (string)found["payment_state"]!, (decimal)found["amount_residual"]!);
    }

    private static async Task<long> PartnerAsync(PortBench bench, string kind, ExternalRef source) =>
        (long)(await bench.FindAsync(kind, source, "partner_id"))!["partner_id"]![0]!;
}
