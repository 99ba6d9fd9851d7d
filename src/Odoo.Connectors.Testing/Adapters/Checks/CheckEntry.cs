namespace Odoo.Connectors.Testing.Adapters;

/// <summary>A check as it is written down.</summary>
internal sealed record CheckEntry(string Name, AdapterPart Part, string Rule, Func<Bench, CancellationToken, Task> RunAsync);
