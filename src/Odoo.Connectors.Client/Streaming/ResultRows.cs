using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Reads a list of records row by row, each through the caller's reader.</summary>
internal static class ResultRows
{
    /// <summary>The reader of records without a type.</summary>
    public static OdooResultReader<OdooRecord> Untyped(string model) =>
        (ref Utf8JsonReader reader) => new OdooRecord(model, JsonElement.ParseValue(ref reader));

    /// <summary>Reads the rows; the id is looked up in each, since the caller's type may not hold it.</summary>
    public static List<(long Id, T Row)> Read<T>(ref Utf8JsonReader reader, string model, string method, OdooResultReader<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw NoRecords(model, method);
        }

        List<(long, T)> rows = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int depth = reader.CurrentDepth;
            long id = Id(reader) ?? throw new OdooProtocolException(model, "id", "is not an id");
            T row = read(ref reader);
            if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
            {
                throw new InvalidOperationException("A reader of rows must stop on the last token of its row.");
            }

            rows.Add((id, row));
        }

        return reader.TokenType == JsonTokenType.EndArray ? rows : throw NoRecords(model, method);
    }

    // The reader comes as a copy: the caller's stays on the row's first token.
    private static long? Id(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long id) ? id : null;
            }

            reader.Skip();
        }

        return null;
    }

    private static OdooTransportException NoRecords(string model, string method) =>
        TransportErrors.BadResult(model, method, isRead: true, "a list of records");
}
