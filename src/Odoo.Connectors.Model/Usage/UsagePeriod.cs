namespace Odoo.Connectors.Model;

/// <summary>A period that usage is totalled for.</summary>
/// <param name="Start">Its first instant.</param>
/// <param name="End">The first instant after it.</param>
public sealed record UsagePeriod(DateTimeOffset Start, DateTimeOffset End);
