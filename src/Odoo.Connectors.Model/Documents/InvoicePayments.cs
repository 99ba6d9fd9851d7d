namespace Odoo.Connectors.Model;

/// <summary>All payments received for one invoice, as of the reading.</summary>
/// <param name="Payments">The payments; empty when nothing had to be paid.</param>
public sealed record InvoicePayments(IReadOnlyList<Payment> Payments)
{
    /// <summary>How many there are.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Payments.Count} payments";
}
