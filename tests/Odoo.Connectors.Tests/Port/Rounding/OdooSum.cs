namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>
/// What Odoo makes of a stated document's lines where it rounds the document: each tax once, halves away from zero (recorded: three lines
/// of 0.40 at 21 % are 0.25, five of 0.07 are 0.07), and the sum of the lines.
/// </summary>
internal sealed record OdooSum(decimal Net, IReadOnlyDictionary<int, decimal> Taxes)
{
    public static OdooSum Of(Stated stated, int exponent) => new(
        stated.All.Sum(l => l.Net),
        stated.All.SelectMany(l => l.Taxes.Keys.Select(r => (Rate: r, l.Net))).GroupBy(t => t.Rate)
            .ToDictionary(g => g.Key, g => BillingSystem.HalfUp(g.Sum(t => t.Net) * g.Key / 100m, exponent)));

    public bool Differs(Stated stated) => Net != stated.Net || Taxes.Any(t => stated.Taxes.GetValueOrDefault(t.Key) != t.Value);

    /// <summary>A minor unit for each line, on the net total and on each tax; a tax that Odoo does not compute at all cannot be corrected.</summary>
    public bool IsWithinPolicy(Stated stated, decimal minor)
    {
        decimal limit = stated.All.Count() * minor;
        return stated.Gross >= 0m && Math.Abs(Net - stated.Net) <= limit
            && Taxes.All(t => stated.Taxes.GetValueOrDefault(t.Key) is var source && (source == t.Value || (t.Value != 0m && Math.Abs(source - t.Value) <= limit)));
    }
}
