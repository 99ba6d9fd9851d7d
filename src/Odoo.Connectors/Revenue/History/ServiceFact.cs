namespace Odoo.Connectors.Revenue;

/// <summary>A line and the days of its service.</summary>
/// <param name="Id">Its id at the source.</param>
/// <param name="Net">What it comes to before tax: its weight in the document.</param>
/// <param name="From">The first day; null where it bills no period.</param>
/// <param name="To">The day after the last one.</param>
internal sealed record ServiceFact(string Id, decimal Net, DateOnly? From, DateOnly? To);
