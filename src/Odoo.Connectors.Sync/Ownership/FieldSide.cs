namespace Odoo.Connectors.Sync;

/// <summary>One field as one of two systems holds it.</summary>
/// <param name="Value">The value as text, as the system holds it now.</param>
/// <param name="ChangedAt">When its record was changed last, by the system's clock.</param>
/// <param name="Shadow">What was last agreed with the system.</param>
public readonly record struct FieldSide(string? Value, DateTimeOffset ChangedAt, Shadow Shadow)
{
    internal bool IsAgreed(string field) => Shadow.Holds(field, Value);

    /// <summary>There was never a value to lose.</summary>
    internal bool IsBlank(string field) => string.IsNullOrEmpty(Value) && !Shadow.Knows(field);
}
