using System.Globalization;

namespace Odoo.Connectors.Benchmarks;

/// <summary>One number that must hold.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The measurement.</param>
/// <param name="Limit">The number it is held against.</param>
/// <param name="AtMost">Whether the limit is a ceiling; otherwise it is a floor.</param>
internal sealed record Bar(string Name, double Measured, double Limit, bool AtMost)
{
    public bool Holds => AtMost ? Measured <= Limit : Measured >= Limit;

    public static Bar Ceiling(string name, double measured, double limit) => new(name, measured, limit, true);

    public static Bar Floor(string name, double measured, double limit) => new(name, measured, limit, false);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"| {Name} | {(AtMost ? "≤" : "≥")} {Limit:0.##} | {Measured:0.00} | {(Holds ? "holds" : "**missed**")} |");
}
