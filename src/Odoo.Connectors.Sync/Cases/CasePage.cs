namespace Odoo.Connectors.Sync;

/// <summary>Which page of a list of cases.</summary>
/// <param name="After">The number of the last case of the page before. The default is 0: the first page.</param>
/// <param name="Size">How many cases at most. The default is 500.</param>
public sealed record CasePage(long After = 0, int Size = 500);
