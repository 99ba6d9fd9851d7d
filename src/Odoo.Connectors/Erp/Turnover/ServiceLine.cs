namespace Odoo.Connectors.Erp;

/// <summary>A line of a document and the days that it is for, as Odoo has them.</summary>
/// <param name="Id">Its id in Odoo.</param>
/// <param name="Weight">What it books, in the document's currency: its share of the document. Below zero on invoices, as in the books.</param>
/// <param name="From">The first day; null where it is for none.</param>
/// <param name="To">The day after the last one.</param>
internal sealed record ServiceLine(long Id, decimal Weight, DateOnly? From, DateOnly? To);
