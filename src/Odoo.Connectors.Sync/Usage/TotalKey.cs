namespace Odoo.Connectors.Sync;

/// <summary>What a total is of.</summary>
internal readonly record struct TotalKey(string System, string Subscription, string Meter, long Start) : IComparable<TotalKey>
{
    /// <summary>The system tells hardly any of them apart.</summary>
    public override int GetHashCode() => HashCode.Combine(Subscription, Meter, Start);

    public int CompareTo(TotalKey other)
    {
        int order = string.CompareOrdinal(System, other.System);
        order = order != 0 ? order : string.CompareOrdinal(Subscription, other.Subscription);
        order = order != 0 ? order : string.CompareOrdinal(Meter, other.Meter);
        return order != 0 ? order : Start.CompareTo(other.Start);
    }
}
