using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>What the lines of an invoice or credit note are for, as its source told it. How much it comes to is the ledger's to say.</summary>
internal sealed record DocumentFact
{
    /// <summary>The invoice that a credit note takes back.</summary>
    public string? Invoice { get; init; }

    public required IReadOnlyList<ServiceFact> Lines { get; init; }

    public DateOnly? Until => Lines.Max(l => l.To);

    public static DocumentFact Of(Invoice invoice) => new() { Lines = Of(invoice.Lines) };

    public static DocumentFact Of(CreditNote note) => new() { Invoice = note.Invoice.Id, Lines = Of(note.Lines) };

    private static ServiceFact[] Of(IReadOnlyList<InvoiceLine> lines) => [.. lines.Select(l => new ServiceFact(l.Id, l.Net.Amount, l.ServiceFrom, l.ServiceTo))];
}
