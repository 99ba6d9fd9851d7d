using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// One argument of a call: a JSON value, or something that writes itself. Dates and moments in JSON values go out in Odoo's form.
/// It prints as nothing, since it may hold personal data.
/// </summary>
public readonly struct OdooArgument
{
    private readonly object? _value;

    private OdooArgument(object? value) => _value = value;

    /// <summary>An argument that writes itself straight into the request, without an object in between.</summary>
    /// <param name="write">Writes exactly one JSON value. Called once for each request, so possibly more than once.</param>
    /// <returns>The argument.</returns>
    public static OdooArgument Written(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new(write);
    }

    /// <summary>A list of ids or other integers.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The argument.</returns>
    public static OdooArgument Numbers(IReadOnlyList<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values);
    }

    /// <summary>A list of names.</summary>
    /// <param name="values">The texts.</param>
    /// <returns>The argument.</returns>
    public static OdooArgument Texts(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values);
    }

    /// <summary>A JSON value.</summary>
    /// <param name="value">The value; <see langword="null"/> goes out as null.</param>
    public static implicit operator OdooArgument(JsonNode? value) => new(value);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator OdooArgument(string? value) => new((JsonNode?)value);

    /// <summary>A number, such as an id.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator OdooArgument(long value) => new((JsonNode)value);

    /// <summary>A boolean.</summary>
    /// <param name="value">The boolean.</param>
    public static implicit operator OdooArgument(bool value) => new((JsonNode)value);

    /// <summary>A domain.</summary>
    /// <param name="value">The domain.</param>
    public static implicit operator OdooArgument(OdooDomain value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new((Action<Utf8JsonWriter>)value.WriteTo);
    }

    /// <summary>Writes the argument.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (_value)
        {
            case Action<Utf8JsonWriter> write:
                write(writer);
                break;
            case IReadOnlyList<long> numbers:
                writer.WriteStartArray();
                foreach (long number in numbers)
                {
                    writer.WriteNumberValue(number);
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyList<string> texts:
                writer.WriteStartArray();
                foreach (string text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            default:
                OdooJson.Write(writer, (JsonNode?)_value);
                break;
        }
    }

    /// <summary>Nothing of the value.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => "[argument]";
}
