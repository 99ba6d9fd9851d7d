namespace Odoo.Connectors.Erp;

/// <summary>
/// An entry of a mapping table that holds for some days. The document's date in the company's zone chooses; a date that no entry holds for
/// is a case, and two entries for one day stop the host at start.
/// </summary>
public sealed class DatedEntry
{
    /// <summary>The table. The default is <see cref="ReferenceTable.Taxes"/>.</summary>
    public ReferenceTable Table { get; set; }

    /// <summary>The source's word, as it would stand in the table itself.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it becomes in Odoo, as it would stand in the table itself.</summary>
    public string Use { get; set; } = "";

    /// <summary>The first day it holds for; null for all days until <see cref="Until"/>. The default is null.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day it holds for; null for all days after <see cref="From"/>. The default is null.</summary>
    public DateOnly? Until { get; set; }

    internal bool Holds(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);

    internal bool Overlaps(DatedEntry other) =>
        (From ?? DateOnly.MinValue) <= (other.Until ?? DateOnly.MaxValue) && (other.From ?? DateOnly.MinValue) <= (Until ?? DateOnly.MaxValue);
}
