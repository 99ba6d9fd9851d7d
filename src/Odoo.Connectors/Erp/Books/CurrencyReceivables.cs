using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What a customer owes in one currency. <c>Open = NotDue + Overdue - Credits</c>, and <c>Overdue</c> is the sum of the buckets.</summary>
public sealed record CurrencyReceivables
{
    /// <summary>The currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The open balance: all items, credits taken off.</summary>
    public required Money Open { get; init; }

    /// <summary>The open balance as it stands in the books, in the company's currency, at the rates of the documents.</summary>
    public required Money OpenInBooks { get; init; }

    /// <summary>Owed, and due today or later.</summary>
    public required Money NotDue { get; init; }

    /// <summary>Owed, and due before today.</summary>
    public required Money Overdue { get; init; }

    /// <summary>What is overdue by how long: 1 to 30, 31 to 60, 61 to 90 days, and longer.</summary>
    public required IReadOnlyList<AgedBucket> Aged { get; init; }

    /// <summary>Credit notes and payments that nothing was matched with, positive.</summary>
    public required Money Credits { get; init; }

    /// <summary>
    /// The part of what is owed that Odoo calls "in payment": registered, not confirmed by the bank, and without an entry until then
    /// (Enterprise). It is in <see cref="Open"/> too.
    /// </summary>
    public required Money InPayment { get; init; }

    /// <summary>Each open item, by due day.</summary>
    public required IReadOnlyList<OpenItem> Items { get; init; }
}
