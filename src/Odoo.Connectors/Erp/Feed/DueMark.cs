using System.Globalization;

namespace Odoo.Connectors.Erp;

/// <summary>How far the receivables that fell due were told.</summary>
/// <param name="Until">The day before which all are told once this pass is over.</param>
/// <param name="Day">The due day that was told last; the same as <paramref name="Until"/> when the pass is over.</param>
/// <param name="Line">The line of that day that was told last; 0 for none.</param>
internal readonly record struct DueMark(DateOnly Until, DateOnly Day, long Line)
{
    private const string Days = "yyyy-MM-dd";

    public static DueMark At(DateOnly day) => new(day, day, 0);

    public static DueMark Parse(string text) => text.Split('|') is [string until, string day, string line]
        && DateOnly.TryParseExact(until, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly u)
        && DateOnly.TryParseExact(day, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly d)
        && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long l)
        ? new DueMark(u, d, l)
        : throw new ConnectorException(ErrorKind.Configuration, "The stored watermark is not one of this adapter; remove it to read the stream from its start.") { Field = "watermark" };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Until:yyyy-MM-dd}|{Day:yyyy-MM-dd}|{Line}");
}
