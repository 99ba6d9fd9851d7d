using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>References in every form Odoo sends: <c>[id, name]</c>, a bare id, or an object with id and display_name.</summary>
internal static class References
{
    /// <returns>Whether the value is a reference or stands for none; then the reader is on its last token.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, OdooPageCache? cache, out OdooReference? reference)
    {
        reference = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                return TryPair(ref reader, cache, out reference);
            case JsonTokenType.StartObject:
                return TryObject(ref reader, out reference);
            case JsonTokenType.Number when Values.TryInteger(ref reader, out long id):
                reference = id == 0 ? null : new OdooReference { Id = id };
                return true;
            default:
                return OdooFieldReader.IsUnset(ref reader);
        }
    }

    /// <summary>An id alone, or an object with an id, as an element of a list.</summary>
    public static bool TryId(ref Utf8JsonReader reader, out long id)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Values.TryInteger(ref reader, out id);
        }

        id = 0;
        if (reader.TokenType == JsonTokenType.StartObject && TryObject(ref reader, out OdooReference? reference) && reference is not null)
        {
            id = reference.Id;
            return true;
        }

        return false;
    }

    private static bool TryPair(ref Utf8JsonReader reader, OdooPageCache? cache, out OdooReference? reference)
    {
        reference = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Number || !Values.TryInteger(ref reader, out long id))
        {
            return false;
        }

        reader.Read();
        if (reader.TokenType is JsonTokenType.False or JsonTokenType.Null)
        {
            reference = new OdooReference { Id = id };
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }
        else if (cache is not null && !reader.ValueIsEscaped)
        {
            reference = cache.Get(id, ref reader);
        }
        else if (Values.TryText(ref reader) is { } name)
        {
            reference = new OdooReference { Id = id, Name = name };
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray && reference is not null;
    }

    private static bool TryObject(ref Utf8JsonReader reader, out OdooReference? reference)
    {
        reference = null;
        long? id = null;
        string? name = null;
        bool isBad = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8), isName = reader.ValueTextEquals("display_name"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.Number && Values.TryInteger(ref reader, out long number))
            {
                id = number;
            }
            else if (isName && reader.TokenType == JsonTokenType.String)
            {
                name = Values.TryText(ref reader);
                isBad |= name is null;
            }
            else
            {
                isBad |= isId;
                reader.Skip();
            }
        }

        reference = id is { } known ? new OdooReference { Id = known, Name = name } : null;
        return reference is not null && !isBad;
    }
}
