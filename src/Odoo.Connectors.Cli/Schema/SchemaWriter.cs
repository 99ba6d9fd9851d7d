using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odoo.Connectors.Cli.Schema;

/// <summary>Writes a schema so that the same fields give the same bytes: sorted, one line for each field, no moment in it.</summary>
internal static class SchemaWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(OdooSchema schema)
    {
        StringBuilder text = new();
        text.Append("{\n\"server_version\": ").Append(Quoted(schema.ServerVersion)).Append(",\n\"models\": {");
        string between = "\n";
        foreach ((string name, SchemaModel model) in schema.Models)
        {
            text.Append(between).Append(Quoted(name)).Append(": {\n ");
            if (model.Label is { } label)
            {
                text.Append("\"name\": ").Append(Quoted(label)).Append(",\n ");
            }

            text.Append("\"fields\": {");
            string first = "\n  ";
            foreach ((string field, SchemaField value) in model.Fields)
            {
                text.Append(first).Append(Quoted(field)).Append(": ").Append(Json(writer => Write(writer, value)));
                first = ",\n  ";
            }

            text.Append("\n }\n}");
            between = ",\n";
        }

        return text.Append("\n}\n}\n").ToString();
    }

    private static void Write(Utf8JsonWriter writer, SchemaField field)
    {
        writer.WriteStartObject();
        writer.WriteString("type", field.Type);
        Text(writer, "string", field.Label);
        Text(writer, "help", field.Help);
        writer.WriteBoolean("required", field.IsRequired);
        writer.WriteBoolean("readonly", field.IsReadOnly);
        writer.WriteBoolean("store", field.IsStored);
        writer.WriteBoolean("company_dependent", field.IsCompanyDependent);
        Text(writer, "relation", field.Relation);
        Text(writer, "relation_field", field.RelationField);
        Text(writer, "currency_field", field.CurrencyField);
        if (field.Digits is (int precision, int scale))
        {
            writer.WriteStartArray("digits");
            writer.WriteNumberValue(precision);
            writer.WriteNumberValue(scale);
            writer.WriteEndArray();
        }

        if (field.Options is { } options)
        {
            writer.WriteStartArray("selection");
            foreach (SchemaOption option in options)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(option.Value);
                writer.WriteStringValue(option.Label);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string Quoted(string text) => Json(writer => writer.WriteStringValue(text));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
