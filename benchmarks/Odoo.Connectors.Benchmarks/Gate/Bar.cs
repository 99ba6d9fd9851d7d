using System.Globalization;

namespace Odoo.Connectors.Benchmarks;

/// <summary>One number that must hold.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The measurement.</param>
/// <param name="Limit">The number it is held against.</param>
/// <param name="AtMost">Whether the limit is a ceiling; otherwise it is a floor.</param>
internal sealed record Bar(string Name, double Measured, double Limit, bool AtMost)
{
    public bool Holds => double.IsNaN(Limit) || (AtMost ? Measured <= Limit : Measured >= Limit);

    public static Bar Ceiling(string name, double measured, double limit) => new(name, measured, limit, true);

    public static Bar Floor(string name, double measured, double limit) => new(name, measured, limit, false);

    /// <summary>A part of the bar above it, held against nothing.</summary>
    public static Bar Told(string name, double measured) => new(name, measured, double.NaN, false);

    /// <summary>One line: name, measured, limit, verdict.</summary>
    public override string ToString() => double.IsNaN(Limit)
        ? string.Create(CultureInfo.InvariantCulture, $"{Name,-84} {Measured,9:0.00}")
        : string.Create(CultureInfo.InvariantCulture, $"{Name,-84} {Measured,9:0.00}  {(AtMost ? "<=" : ">=")} {Limit,-6:0.##} {(Holds ? "ok" : "FALLS SHORT")}");
}
