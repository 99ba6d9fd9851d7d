using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>Typed records from a text.</summary>
internal static class Decode
{
    public static T One<T>(string json)
        where T : IOdooModel<T>
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        T record = T.Read(ref reader);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.False(reader.Read());
        return record;
    }

    /// <summary>A record of <see cref="Everything"/> in which one field has the given JSON.</summary>
    public static Everything WithField(string field, string literal) => One<Everything>(Row<Everything>(field, literal));

    /// <summary>A record of which every field is false, but for one.</summary>
    public static string Row<T>(string field, string literal)
        where T : IOdooModel<T> =>
        $"{{{string.Join(", ", FieldsOf<T>().Select(f => $"\"{f}\": {(f == field ? literal : f == "id" ? "1" : "false")}"))}}}";

    public static IReadOnlyList<string> FieldsOf<T>()
        where T : IOdooModel<T> => T.Fields;

    public static string ModelOf<T>()
        where T : IOdooModel<T> => T.ModelName;

    public static string? FieldOf<T>(string property)
        where T : IOdooModel<T> => T.FieldOf(property);

    public static string Written<T>(IOdooValues<T> values)
        where T : IOdooModel<T>
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            values.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
