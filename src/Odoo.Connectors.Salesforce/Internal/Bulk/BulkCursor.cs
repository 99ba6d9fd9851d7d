using System.Globalization;

namespace Odoo.Connectors.Salesforce.Internal.Bulk;

/// <summary>Where a pass is in the results of a query job: the watermark of such a pass.</summary>
/// <param name="StartedAt">When the job was begun: what changed later is for the polls.</param>
/// <param name="Job">The job's id; null before there is one.</param>
/// <param name="Locator">The set of results to read next; null for the first.</param>
internal sealed record BulkCursor(DateTimeOffset StartedAt, string? Job, string? Locator)
{
    private const string Mark = "bulk";

    /// <summary>Before the job is begun.</summary>
    public const string Start = Mark;

    /// <summary>The cursor in a watermark, or null when it is none of a pass.</summary>
    public static BulkCursor? Parse(string? text)
    {
        string[] parts = text?.Split('|') ?? [];
        return parts is [Mark] ? new BulkCursor(default, null, null)
            : parts is [Mark, var ticks, var job, var locator] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at)
                ? new BulkCursor(new DateTimeOffset(at, TimeSpan.Zero), job, locator.Length == 0 ? null : Uri.UnescapeDataString(locator))
                : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}|{StartedAt.UtcTicks}|{Job}|{(Locator is null ? "" : Uri.EscapeDataString(Locator))}");
}
