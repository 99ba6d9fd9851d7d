using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Reads a result where it stands in the answer.</summary>
internal static class ResultBytes
{
    /// <param name="body">The answer.</param>
    /// <param name="start">Where the result starts; less than zero if it was left out, which reads as null.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="end">Where the reader left off.</param>
    public static T Read<T>(ReadOnlySpan<byte> body, int start, OdooResultReader<T> read, out int end)
    {
        Utf8JsonReader reader = new(start >= 0 ? body[start..] : "null"u8, new JsonReaderOptions { AllowMultipleValues = true });
        reader.Read();
        T value = read(ref reader);
        end = start + (int)reader.BytesConsumed;
        return value;
    }

    /// <summary>Whether nothing but the given bytes, and white space, follows.</summary>
    public static bool EndsWith(ReadOnlySpan<byte> body, int end, ReadOnlySpan<byte> closing)
    {
        ReadOnlySpan<byte> tail = body[end..].Trim(" \t\r\n"u8);
        return tail.SequenceEqual(closing);
    }

    /// <summary>Whether the bytes are exactly one JSON value.</summary>
    public static bool IsOneValue(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
