namespace Odoo.Connectors.Testing.Accounting;

/// <summary>A part of a payment that is booked elsewhere instead of being paid; positive is a debit.</summary>
internal sealed record WriteOff(string? Label, long Account, decimal Amount);
