namespace Odoo.Connectors.Benchmarks;

/// <summary>The bars of the client: each part is a list of measurements in this process.</summary>
internal static class ClientBars
{
    public static Task<IReadOnlyList<Bar>> MeasureAsync() =>
        Task.FromResult<IReadOnlyList<Bar>>([.. ModelReading.Measure(), .. ModelWriting.Measure(), .. TelemetryCost.Measure()]);
}
