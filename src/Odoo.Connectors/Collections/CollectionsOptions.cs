namespace Odoo.Connectors.Collections;

/// <summary>The rules of collections. Section <c>Collections</c>; validated when the host starts. A changed rule set is audited.</summary>
public sealed class CollectionsOptions
{
    /// <summary>The names of the Odoo systems whose customers are dunned. The default is empty: all that are connected.</summary>
    public IList<string> Ledgers { get; } = [];

    /// <summary>
    /// The name of the CRM whose accounts are told where they stand; its adapter must take the effect <c>account-standing</c>. The default is null:
    /// none is told.
    /// </summary>
    public string? Crm { get; set; }

    /// <summary>Whether a step, and a change of the status, is a note in Odoo's chatter, on the invoice and on the customer. The default is true.</summary>
    public bool Notes { get; set; } = true;

    /// <summary>How many days overdue are no reason yet to call a customer past due: 0 to 365. The default is 0.</summary>
    public int GraceDays { get; set; }

    /// <summary>The steps of dunning, each with a name and a day of its own. The default is none: only the status is derived.</summary>
    public IList<DunningStep> Steps { get; } = [];

    /// <summary>
    /// The field of the partner in Odoo that shows which group a customer is in: <c>category_id</c>, its tags by name, or a text, a selection or a link to
    /// one record, such as <c>x_segment</c>. It is read with what is overdue. The default is null: steps have no groups.
    /// </summary>
    public string? GroupField { get; set; }

    /// <summary>
    /// The name of the system that is told each step that is taken for an invoice, by the effect <c>dunning-notice</c>: what <c>PublishDunning</c> connects, or a
    /// port of your own. The default is null: none is told.
    /// </summary>
    public string? Publisher { get; set; }

    /// <summary>How often a running host looks at what is overdue: 1 minute to 1 day. One node does it. The default is 15 minutes.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The connected Odoo systems.</summary>
    internal SortedSet<string> Connected { get; } = new(StringComparer.Ordinal);

    /// <summary>The ledgers that are looked at.</summary>
    internal IReadOnlyList<string> Looked => Ledgers.Count > 0 ? [.. Ledgers] : [.. Connected];
}
