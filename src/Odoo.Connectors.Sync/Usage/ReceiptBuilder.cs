namespace Odoo.Connectors.Sync;

/// <summary>Sums up what commits made of a stream.</summary>
internal sealed class ReceiptBuilder
{
    private const int MostFaults = 1000;
    private readonly List<UsageFault> _faults = [];
    private UsageReceipt _sum = new();

    public void Add(int read, UsageOutcome outcome) => Add(new UsageReceipt
    {
        Read = read,
        Added = outcome.Added,
        Duplicates = outcome.Duplicates,
        Late = outcome.Late,
        Withdrawn = outcome.Withdrawn,
        Ahead = outcome.Ahead,
        Rejected = outcome.Rejected.Count,
        Faults = [.. outcome.Rejected.Select(r => r.Fault).OrderBy(f => f.Line).Take(MostFaults)],
    });

    public void Add(UsageReceipt other)
    {
        _faults.AddRange(other.Faults.Take(MostFaults - _faults.Count));
        _sum = _sum with
        {
            Read = _sum.Read + other.Read,
            Added = _sum.Added + other.Added,
            Duplicates = _sum.Duplicates + other.Duplicates,
            Late = _sum.Late + other.Late,
            Withdrawn = _sum.Withdrawn + other.Withdrawn,
            Ahead = _sum.Ahead + other.Ahead,
            Rejected = _sum.Rejected + other.Rejected,
        };
    }

    public UsageReceipt Build() => _sum with { Faults = [.. _faults] };
}
