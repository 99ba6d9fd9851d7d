using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

public static partial class OdooFieldReader
{
    /// <summary>A many2one field: <c>[id, name]</c>, a bare id, or an object with an id.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="cache">What the page's records share.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The reference, <see langword="null"/> if unset.</returns>
    public static OdooReference? Reference(ref Utf8JsonReader reader, OdooPageCache cache, string model, string field)
    {
        ArgumentNullException.ThrowIfNull(cache);
        if (reader.TokenType == JsonTokenType.False)
        {
            return null;
        }

        return References.TryRead(ref reader, cache, out OdooReference? reference) ? reference : throw Bad(model, field, "is not a reference");
    }

    /// <summary>A one2many or many2many field: ids, or objects with ids.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The ids; empty if unset.</returns>
    public static long[] Ids(ref Utf8JsonReader reader, string model, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return IsUnset(ref reader) ? [] : throw Bad(model, field, "is not a list of ids");
        }

        Span<long> first = stackalloc long[32];
        List<long>? more = null;
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long id = References.TryId(ref reader, out long read) ? read : throw Bad(model, field, "is not a list of ids");
            if (count < first.Length)
            {
                first[count++] = id;
            }
            else
            {
                (more ??= [.. first]).Add(id);
            }
        }

        return more?.ToArray() ?? first[..count].ToArray();
    }

    /// <summary>A reference field, which names the model too.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The reference, <see langword="null"/> if unset.</returns>
    public static OdooModelReference? ModelReference(ref Utf8JsonReader reader, string model, string field)
    {
        if (IsUnset(ref reader))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && Values.TryText(ref reader) is { } text && OdooModelReference.Parse(text) is { } reference
            ? reference : throw Bad(model, field, "is not a reference with a model");
    }
}
