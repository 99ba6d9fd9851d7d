namespace Odoo.Connectors.Benchmarks;

/// <summary>Measurements of several variants, one per round.</summary>
internal sealed class Samples(int variants)
{
    private readonly List<double>[] _values = [.. Enumerable.Range(0, variants).Select(_ => new List<double>())];

    public void Add(int variant, double value) => _values[variant].Add(value);

    public double Median(int variant) => Median(_values[variant]);

    /// <summary>The median over the rounds of a variant's value divided by the baseline's value in the same round.</summary>
    public double Ratio(int variant, int baseline) => Median(_values[variant].Zip(_values[baseline], (value, one) => value / one));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
