namespace Odoo.Connectors.Model;

/// <summary>The payments of one invoice.</summary>
/// <param name="Payments">Those that succeeded, oldest first; empty when there are none.</param>
public sealed record InvoicePayments(IReadOnlyList<Payment> Payments);
