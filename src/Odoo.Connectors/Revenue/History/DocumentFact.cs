using System.Globalization;
using Odoo.Connectors.Erp;
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

    /// <summary>What the ledger itself has of a document's lines; null where it has none.</summary>
    public static DocumentFact? Of(IEnumerable<ServiceLine> lines) =>
        lines.Select(l => new ServiceFact(l.Id.ToString(CultureInfo.InvariantCulture), l.Weight, l.From, l.To)).ToArray() is { Length: > 0 } facts ? new DocumentFact { Lines = facts } : null;

    private static ServiceFact[] Of(IReadOnlyList<InvoiceLine> lines) => [.. lines.Select(l => new ServiceFact(l.Id, l.Net.Amount, l.ServiceFrom, l.ServiceTo))];
}
