namespace Odoo.Connectors.Client;

/// <content>Parts of texts. The text is taken as it is: <c>%</c>, <c>_</c> and <c>\</c> mean themselves.</content>
public sealed partial class OdooDomain
{
    /// <summary>A text field contains a text (<c>like</c>, <c>ilike</c>). An empty text is in every text, but not in an unset one.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether case does not matter; where the server has <c>unaccent</c>, accents do not either.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Contains(string field, string text, bool ignoreCase = false) =>
        Pattern(field, ignoreCase ? "ilike" : "like", text, "", "");

    /// <summary>A text field begins with a text (<c>=like</c>, <c>=ilike</c>). An empty text begins every text, but not an unset one.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether case does not matter; where the server has <c>unaccent</c>, accents do not either.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain StartsWith(string field, string text, bool ignoreCase = false) =>
        Pattern(field, ignoreCase ? "=ilike" : "=like", text, "", "%");

    /// <summary>A text field ends with a text (<c>=like</c>, <c>=ilike</c>). An empty text ends every text, but not an unset one.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether case does not matter; where the server has <c>unaccent</c>, accents do not either.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain EndsWith(string field, string text, bool ignoreCase = false) =>
        Pattern(field, ignoreCase ? "=ilike" : "=like", text, "%", "");

    /// <summary>A text field is a text in upper or lower case (<c>=ilike</c>). Empty text stands for unset.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="text">The text.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain EqualsIgnoreCase(string field, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? Where(field, "=", null) : Pattern(field, "=ilike", text, "", "");
    }

    /// <summary>A text in which <c>%</c>, <c>_</c> and <c>\</c> mean themselves, for patterns of <c>like</c>, <c>=like</c> and the like.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with a <c>\</c> before each of them.</returns>
    public static string EscapeLike(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
    }

    // Odoo takes an empty pattern for no condition at all, which would find unset fields as well.
    private static OdooDomain Pattern(string field, string op, string text, string before, string after)
    {
        string escaped = EscapeLike(text);
        return escaped.Length == 0 ? Where(field, "!=", null) : Where(field, op, before + escaped + after);
    }
}
