namespace Odoo.Connectors.Sync;

/// <summary>Cases of one cause and one system.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="System">The configured name of the system; null where none is concerned.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Oldest">When the oldest was opened, UTC.</param>
/// <param name="Newest">When the newest was opened, UTC.</param>
public sealed record CaseGroup(string Cause, string? System, long Count, DateTimeOffset Oldest, DateTimeOffset Newest);
