namespace Odoo.Connectors.Benchmarks;

/// <summary>One way of doing the work, run to its end on the calling thread.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Run">Does the work once and gives what it made, so that nothing is optimised away.</param>
internal sealed record Variant(string Name, Func<object> Run)
{
    /// <summary>Makes what the next run needs; not measured.</summary>
    public Action Prepare { get; init; } = () => { };
}
