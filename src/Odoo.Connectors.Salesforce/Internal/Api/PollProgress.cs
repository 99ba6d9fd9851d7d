namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What is remembered of a stream between two polls; it counts only when the next poll brings the same watermark.</summary>
/// <param name="Watermark">The watermark that was returned.</param>
/// <param name="Before">The watermark that was asked with.</param>
/// <param name="StartedAt">When the query began.</param>
/// <param name="Next">The path of the query's next page, or null when it is read to its end.</param>
/// <param name="Seen">The records delivered inside the overlap with their moments; they are not delivered again unchanged.</param>
internal sealed record PollProgress(string? Watermark, string? Before, DateTimeOffset StartedAt, string? Next, IReadOnlyDictionary<string, SeenRecord> Seen);
