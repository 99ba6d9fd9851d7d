using System.Globalization;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>How often the numbers of a pattern begin anew.</summary>
internal enum SequenceReset
{
    Never,
    Year,
    Month,
}

/// <summary>The pattern that a document number shows: what comes before the year, between, and after; and the counting digits.</summary>
internal sealed partial record SequenceFormat(SequenceReset Reset, string Before, string Year, string Between, string Month, string Rest, long Number, int Width, string After)
{
    public static SequenceFormat Read(string name)
    {
        var (reset, match) = Monthly().Match(name) is { Success: true } monthly ? (SequenceReset.Month, monthly)
            : Yearly().Match(name) is { Success: true } yearly ? (SequenceReset.Year, yearly)
            : (SequenceReset.Never, Plain().Match(name));
        string Part(string group) => match.Groups[group].Value;
        if (Part("seq").Length == 0)
        {
            // A name without digits counts as the first of its kind, and digits follow it.
            return new SequenceFormat(SequenceReset.Never, name, "", "", "", "", 1, 0, "");
        }

        return new SequenceFormat(reset, Part("before"), Part("year"), Part("between"), Part("month"), Part("rest"), long.Parse(Part("seq"), CultureInfo.InvariantCulture), Part("seq").Length, Part("after"));
    }

    /// <summary>All that precedes the counting digits.</summary>
    public string Prefix => Before + Year + Between + Month + Rest;

    /// <summary>The same pattern for another day.</summary>
    public SequenceFormat On(string date) => Reset switch
    {
        SequenceReset.Year => this with { Year = date[(4 - Year.Length)..4] },
        SequenceReset.Month => this with { Year = date[(4 - Year.Length)..4], Month = date[5..7] },
        _ => this,
    };

    public string Name(long number) => Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0') + After;

    [GeneratedRegex(@"^(?<before>.*?)(?<year>(?:(?<=\D)|(?<=^))(?:(?:19|20|21)\d{2}|\d{2}(?=\D)))(?<between>\D*?)(?<month>0[1-9]|1[0-2])(?<rest>\D+?)(?<seq>\d*)(?<after>\D*?)$")]
    private static partial Regex Monthly();

    [GeneratedRegex(@"^(?<before>.*?)(?<year>(?:(?<=\D)|(?<=^))(?:(?:19|20|21)\d{2}|\d{2}(?=\D)))(?<rest>\D+?)(?<seq>\d*)(?<after>\D*?)$")]
    private static partial Regex Yearly();

    [GeneratedRegex(@"^(?<before>.*?)(?<seq>\d{0,9})(?<after>\D*?)$")]
    private static partial Regex Plain();
}
