using System.Globalization;
using Newtonsoft.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Newtonsoft as a careful user has it: from the stream, one serializer, contracts cached, converters for Odoo's forms.</summary>
internal static class TidyNewtonsoft
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal,
    });

    public static List<T> Read<T>(byte[] body)
    {
        using MemoryStream stream = new(body);
        using StreamReader text = new(stream);
        using JsonTextReader reader = new(text) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        return Serializer.Deserialize<TidyAnswer<T>>(reader)!.Result!;
    }
}

internal sealed class TidyAnswer<T>
{
    [JsonProperty("result")]
    public List<T>? Result { get; set; }
}

internal sealed class TidyReference
{
    public long Id { get; set; }

    public string? Name { get; set; }
}

internal abstract class TidyConverter<T> : JsonConverter<T>
{
    public override bool CanWrite => false;

    public override T? ReadJson(JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.TokenType is JsonToken.Boolean or JsonToken.Null ? default : Read(reader);

    public override void WriteJson(JsonWriter writer, T? value, JsonSerializer serializer) => throw new NotSupportedException();

    protected abstract T? Read(JsonReader reader);
}

internal sealed class TidyText : TidyConverter<string>
{
    protected override string? Read(JsonReader reader) => (string?)reader.Value;
}

internal sealed class TidyReferences : TidyConverter<TidyReference>
{
    protected override TidyReference? Read(JsonReader reader)
    {
        long id = (long)(decimal)reader.ReadAsDecimal()!;
        string? name = reader.ReadAsString();
        reader.Read();
        return new TidyReference { Id = id, Name = name };
    }
}

internal sealed class TidyDay : TidyConverter<DateTime?>
{
    protected override DateTime? Read(JsonReader reader) => DateTime.ParseExact((string)reader.Value!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed class TidyMoment : TidyConverter<DateTime>
{
    protected override DateTime Read(JsonReader reader) =>
        DateTime.ParseExact((string)reader.Value!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
