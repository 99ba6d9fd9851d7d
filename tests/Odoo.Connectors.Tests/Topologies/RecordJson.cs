using System.Text.Json;
using System.Text.Json.Serialization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>Canonical records as they travel on a bus.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(CurrencyJson), typeof(CustomFieldsJson)], PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Deal))]
[JsonSerializable(typeof(Contract))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(InvoicePayments))]
[JsonSerializable(typeof(Refund))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    public static JsonElement Encode(object record) => JsonSerializer.SerializeToElement(record, Default.GetTypeInfo(record.GetType())!);

    public static object Decode(string kind, JsonElement record) => record.Deserialize(Default.GetTypeInfo(kind switch
    {
        RecordKinds.Customer => typeof(Customer),
        RecordKinds.Deal => typeof(Deal),
        RecordKinds.Contract => typeof(Contract),
        RecordKinds.Invoice => typeof(Invoice),
        RecordKinds.InvoicePayments => typeof(InvoicePayments),
        RecordKinds.Refund => typeof(Refund),
        _ => throw new ConnectorException(ErrorKind.Protocol, $"The bus carries no {kind}.") { Field = "type" },
    })!)!;
}

internal sealed class CurrencyJson : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

internal sealed class CustomFieldsJson : JsonConverter<CustomFields>
{
    public override CustomFields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument fields = JsonDocument.ParseValue(ref reader);
        return new CustomFields([.. fields.RootElement.EnumerateObject().Select(f => KeyValuePair.Create(f.Name, f.Value.GetString()))]);
    }

    public override void Write(Utf8JsonWriter writer, CustomFields value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, string? field) in value)
        {
            writer.WriteString(name, field);
        }

        writer.WriteEndObject();
    }
}
