namespace Odoo.Connectors.Erp;

/// <summary>The last closed days of a company, as they bind the integration user; null where nothing is closed.</summary>
internal sealed record ErpLocks
{
    public DateOnly? Global { get; init; }

    public DateOnly? TaxReturn { get; init; }

    public DateOnly? Sales { get; init; }

    public DateOnly? Hard { get; init; }

    /// <summary>Whether any lock closes a day, whatever the document.</summary>
    public bool MayClose(DateOnly day) => Holding(day, sales: true, taxed: true) is not null;

    /// <summary>The lock that closes a day for longest, as Odoo names it; null when the day is open.</summary>
    public (string Name, DateOnly Until)? Holding(DateOnly day, bool sales, bool taxed)
    {
        (string Name, DateOnly? Until)[] locks =
            [("Global Lock Date", Global), ("Hard Lock Date", Hard), ("Sales Lock Date", sales ? Sales : null), ("Tax Return Lock Date", taxed ? TaxReturn : null)];
        return locks.Where(l => l.Until >= day).OrderByDescending(l => l.Until).Select(l => ((string, DateOnly)?)(l.Name, l.Until!.Value)).FirstOrDefault();
    }
}
