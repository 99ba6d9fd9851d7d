using System.Globalization;
using System.Net;
using System.Text;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Writes a page. What is not a literal of this code goes through <see cref="Text(string?)"/> or an interpolation, which encode it.</summary>
internal sealed class Html
{
    private readonly StringBuilder _page = new();

    /// <summary>Markup of this code; every value in it is encoded.</summary>
    public Html Add(FormattableString markup)
    {
        object?[] values = markup.GetArguments();
        _page.AppendFormat(CultureInfo.InvariantCulture, markup.Format, [.. values.Select(v => v is Raw raw ? raw.Markup : (object)Encoded(v))]);
        return this;
    }

    public Html Text(string? value)
    {
        _page.Append(Encoded(value));
        return this;
    }

    public override string ToString() => _page.ToString();

    private static string Encoded(object? value) => WebUtility.HtmlEncode(value switch
    {
        null => "",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    }) ?? "";

    /// <summary>Markup that was encoded when it was made.</summary>
    public sealed record Raw(string Markup);
}
