using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Values of single tokens.</summary>
internal static class Values
{
    /// <summary>An integer; Odoo's computed ones may come as <c>5.0</c>.</summary>
    public static bool TryInteger(ref Utf8JsonReader reader, out long number)
    {
        if (reader.TryGetInt64(out number))
        {
            return true;
        }

        if (reader.TryGetDecimal(out decimal exact) && exact == decimal.Truncate(exact) && exact is >= long.MinValue and <= long.MaxValue)
        {
            number = (long)exact;
            return true;
        }

        return false;
    }

    /// <summary>A text; <see langword="null"/> if its escapes or bytes are none.</summary>
    public static string? TryText(ref Utf8JsonReader reader) =>
        !reader.HasValueSequence && !reader.ValueIsEscaped && reader.TokenType == JsonTokenType.String && Ascii.IsValid(reader.ValueSpan)
            ? string.Create(reader.ValueSpan.Length, reader.ValueSpan, static (text, bytes) => Ascii.ToUtf16(bytes, text, out _))
            : TryDecoded(ref reader);

    /// <summary>Bytes in base64; <see langword="null"/> if it is none.</summary>
    public static byte[]? TryBytes(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : null;
        }
        catch (InvalidOperationException)
        {
            return null; // as above
        }
    }

    private static string? TryDecoded(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair is valid JSON and no text
        }
    }
}
