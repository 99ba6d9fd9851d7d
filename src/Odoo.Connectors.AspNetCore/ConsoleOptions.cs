namespace Odoo.Connectors.AspNetCore;

/// <summary>What the console shows, and who may see persons and revenue.</summary>
public sealed class ConsoleOptions
{
    /// <summary>
    /// The authorization policy of who may see data of persons as they are. The default is null: nobody may, everything stays masked. The user must have a
    /// name, which stands in the audit trail.
    /// </summary>
    public string? RevealPolicy { get; set; }

    /// <summary>
    /// The authorization policy of who may ask for a reconciliation and accept corrections. The default is null: nobody may, reports are only shown. The user
    /// must have a name, which stands in the audit trail.
    /// </summary>
    public string? ReconcilePolicy { get; set; }

    /// <summary>
    /// The authorization policy of who may see revenue and take reports of it away. The default is null: nobody may, whoever else may look at the console. The
    /// user must have a name, as for the others; it is written nowhere, since a report holds no data of persons.
    /// </summary>
    public string? RevenuePolicy { get; set; }

    /// <summary>
    /// Addresses of records in the systems' own pages, by <c>system/kind</c>: <c>Links["stripe/invoice"] = "https://dashboard.stripe.com/invoices/{id}"</c>. A case
    /// has the key <c>case</c>. The default is none: what has no address is shown without a link.
    /// </summary>
    public IDictionary<string, string> Links { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
