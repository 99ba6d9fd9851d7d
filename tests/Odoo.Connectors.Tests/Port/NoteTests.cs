using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A note stands in the chatter once, also after a lost reply and on an invoice that a person entered; a standing is a field of the partner.</summary>
public sealed class NoteTests
{
    private static readonly (string Rate, decimal Tax)[] s_taxes = [("vat21", 21m)];

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Note_OnAnInvoiceOfOurs_IsWrittenOnceAndEscaped(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        (Customer customer, Invoice invoice) = Billed(bench);
        Intent note = PortBench.Intent(EffectKinds.Note, bench.Ref(RecordKinds.PaymentAttempt, "at_1"), new LedgerNote { On = invoice.Ref, Head = "121 EUR <b>declined</b>", Lines = ["attempt 1"] }, customer);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), note);
        await bench.PostAsync(note);
        await bench.AssertNoCasesAsync();
        Assert.Equal(["<p>121 EUR &lt;b&gt;declined&lt;/b&gt;</p><ul><li>attempt 1</li></ul>"], await NotesAsync(bench, "account.move", await IdAsync(bench, EffectKinds.Invoice, invoice.Ref), "121"));
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Note_WhoseReplyIsLost_IsThereOnce(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        (Customer customer, Invoice invoice) = Billed(bench);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        bench.Emulator.OnCall = EmulatorFaults.Next(1, EmulatorFault.DropReply, c => c is { Model: "mail.message", Method: "load" });
        await bench.PostAsync(PortBench.Intent(EffectKinds.Note, bench.Ref(RecordKinds.PaymentAttempt, "at_1"), new LedgerNote { On = invoice.Ref, Head = "declined" }, customer));
        await bench.AssertNoCasesAsync();
        Assert.Single(await NotesAsync(bench, "account.move", await IdAsync(bench, EffectKinds.Invoice, invoice.Ref), "declined"));
    }

    private static (Customer Customer, Invoice Invoice) Billed(PortBench bench)
    {
        Customer customer = Given.Customer(bench);
        return (customer, Bill.Invoice(bench, customer, "in_1", "EUR", 100m, 121m, s_taxes, Bill.Line("EUR", 1m, 100m, 100m, s_taxes)));
    }

    private static async Task<long> IdAsync(PortBench bench, string kind, ExternalRef source) => (long)(await bench.FindAsync(kind, source, "id"))!["id"]!;

    private static async Task<string[]> NotesAsync(PortBench bench, string model, long id, string words)
    {
        JsonArray found = await bench.Odoo.SearchReadAsync("mail.message", [new JsonArray("model", "=", model), new JsonArray("res_id", "=", id)], "body");
        return [.. found.Select(m => (string)m!["body"]!).Where(b => b.Contains(words, StringComparison.Ordinal))];
    }
}
