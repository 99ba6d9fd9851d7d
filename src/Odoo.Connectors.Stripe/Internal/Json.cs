using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal;

/// <summary>A value in Stripe's JSON that knows where it stands: what is missing or of another type is named, never taken for zero.</summary>
internal readonly record struct Json(JsonElement Element, string Path)
{
    /// <summary>Notes what of the document is read; null where nobody asks.</summary>
    public JsonTrace? Trace { get; init; }

    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public Json this[string name] => Element.ValueKind switch
    {
        JsonValueKind.Object => Child(Element.TryGetProperty(name, out JsonElement child) ? child : default, PathOf(name)),
        JsonValueKind.Null or JsonValueKind.Undefined => Child(default, PathOf(name)),
        _ => throw Wrong("an object"),
    };

    public static Json Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return new Json(JsonElement.Parse(utf8.Span), "");
        }
        catch (JsonException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            // Without the inner exception: its message quotes the text.
            throw new ConnectorException(ErrorKind.Protocol, $"Stripe's JSON cannot be read at {place}.") { Field = place };
        }
    }

    /// <summary>The value itself, which must be an object.</summary>
    public Json Object() => Element.ValueKind == JsonValueKind.Object ? this : throw Wrong("an object");

    /// <summary>The object's bytes, for a table that reads them; what it reads is noted.</summary>
    public ReadOnlySpan<byte> Raw<T>(FieldTable<T> table)
        where T : class
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(Object().Element);
        foreach (string used in Trace is null ? [] : table.UseOf(raw).Used)
        {
            Trace!.Read(PathOf(used));
        }

        return raw;
    }

    public string Text() => TextOrNull() is { Length: > 0 } text ? text : throw Wrong("a text");

    public string? TextOrNull()
    {
        if (IsNull)
        {
            return null;
        }

        try
        {
            return Element.ValueKind == JsonValueKind.String ? Element.GetString() : throw Wrong("a text");
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a text of valid Unicode");
        }
    }

    public long Integer() => IntegerOrNull() ?? throw Wrong("an integer");

    public long? IntegerOrNull() => IsNull
        ? null
        : Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long value) ? value : throw Wrong("an integer");

    public bool BooleanOrFalse() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>Stripe's <c>*_decimal</c> fields are texts.</summary>
    public decimal? DecimalOrNull()
    {
        if (IsNull)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        decimal value;
        return Element.ValueKind switch
        {
            JsonValueKind.String when decimal.TryParse(TextOrNull(), Style, CultureInfo.InvariantCulture, out value) => value,
            JsonValueKind.Number when Element.TryGetDecimal(out value) => value,
            _ => throw Wrong("a decimal"),
        };
    }

    public DateTimeOffset Instant() => InstantOrNull() ?? throw Wrong("a time in Unix seconds");

    public DateTimeOffset? InstantOrNull() => IntegerOrNull() switch
    {
        null => null,
        // Year 1 to 9999; anything else is no time at all.
        long seconds and >= -62_135_596_800 and <= 253_402_300_799 => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw Wrong("a time in Unix seconds"),
    };

    /// <summary>An id, or the id of the object that was expanded in its place.</summary>
    public string Id() => IdOrNull() ?? throw Wrong("an id");

    public string? IdOrNull() => Element.ValueKind == JsonValueKind.Object ? this["id"].Text() : TextOrNull();

    /// <summary>The elements of an array; none when it is null or left off.</summary>
    public IReadOnlyList<Json> Elements()
    {
        (string path, JsonTrace? trace) = (Path, Trace);
        return Element.ValueKind switch
        {
            JsonValueKind.Array => [.. Element.EnumerateArray().Select((e, index) => new Json(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")) { Trace = trace })],
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => throw Wrong("an array"),
        };
    }

    public ConnectorException Wrong(string expected) =>
        new(ErrorKind.Protocol, $"Stripe's '{Path}' is {(IsNull ? "missing" : "not")}{(IsNull ? "; expected" : "")} {expected}.") { Field = Path };

    public override string ToString() => Path;

    private Json Child(JsonElement child, string path)
    {
        Trace?.Read(path);
        return new Json(child, path) { Trace = Trace };
    }

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
