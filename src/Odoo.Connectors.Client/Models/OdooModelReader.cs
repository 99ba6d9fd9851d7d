using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>Reads typed records from JSON.</summary>
public static class OdooModelReader
{
    /// <summary>Reads an array of records, which share a cache.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="reader">The reader, on the first token of the value; it is left on the last if that is an array of objects.</param>
    /// <returns>The records; <see langword="null"/> if the value is no array of objects.</returns>
    /// <exception cref="OdooProtocolException">A field is missing, or its value is not what its property can hold.</exception>
    public static IReadOnlyList<T>? ReadList<T>(ref Utf8JsonReader reader)
        where T : IOdooModel<T>
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        List<T> records = [];
        OdooPageCache cache = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            records.Add(T.Read(ref reader, cache));
        }

        return reader.TokenType == JsonTokenType.EndArray ? records : null;
    }
}
