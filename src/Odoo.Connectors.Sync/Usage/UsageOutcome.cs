namespace Odoo.Connectors.Sync;

/// <summary>What a commit made of a batch.</summary>
internal sealed class UsageOutcome
{
    public long Added { get; set; }

    public long Duplicates { get; set; }

    public long Late { get; set; }

    public long Withdrawn { get; set; }

    public long Ahead { get; set; }

    public List<(UsageFault Fault, string Body)> Rejected { get; } = [];

    /// <summary>Numbers of totals that were looked up or made.</summary>
    public Dictionary<TotalKey, long> Ids { get; } = [];
}
