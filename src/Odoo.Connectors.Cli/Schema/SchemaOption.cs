namespace Odoo.Connectors.Cli.Schema;

/// <summary>One value of a selection.</summary>
/// <param name="Value">The value in Odoo.</param>
/// <param name="Label">What people see.</param>
internal sealed record SchemaOption(string Value, string Label);
