namespace Odoo.Connectors.Sync;

/// <summary>One part of a payload that differs. The values may be data of persons: they print as their length only.</summary>
/// <param name="Path">The path in a JSON payload, such as <c>values.vat</c>; empty for any other payload.</param>
/// <param name="Before">What was planned before; empty where it is new.</param>
/// <param name="After">What is planned now; empty where it is gone.</param>
public sealed record PayloadChange(string Path, ServerText Before, ServerText After);
