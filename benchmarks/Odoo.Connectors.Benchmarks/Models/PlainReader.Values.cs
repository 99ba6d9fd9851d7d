using System.Text.Json;

namespace Odoo.Connectors.Benchmarks;

internal static partial class PlainReader
{
    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static bool Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetBoolean();
    }

    private static decimal Amount(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDecimal();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.False ? null : reader.GetString();
    }

    private static PlainReference? Reference(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.False)
        {
            return null;
        }

        reader.Read();
        long id = reader.GetInt64();
        reader.Read();
        string name = reader.GetString()!;
        reader.Read();
        return new(id, name);
    }

    private static long[] Ids(ref Utf8JsonReader reader)
    {
        reader.Read();
        Span<long> first = stackalloc long[32];
        int count = 0;
        List<long>? more = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count < first.Length)
            {
                first[count++] = reader.GetInt64();
            }
            else
            {
                (more ??= [.. first]).Add(reader.GetInt64());
            }
        }

        return more?.ToArray() ?? (count == 0 ? [] : first[..count].ToArray());
    }

    private static DateOnly? Day(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.False)
        {
            return null;
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        return text.Length == 10 ? new(Year(text), Two(text, 5), Two(text, 8)) : throw new FormatException();
    }

    private static DateTime Moment(ref Utf8JsonReader reader)
    {
        reader.Read();
        ReadOnlySpan<byte> text = reader.ValueSpan;
        return text.Length >= 19
            ? new(Year(text), Two(text, 5), Two(text, 8), Two(text, 11), Two(text, 14), Two(text, 17), DateTimeKind.Utc)
            : throw new FormatException();
    }

    private static PlainType Type(ref Utf8JsonReader reader)
    {
        reader.Read();
        ReadOnlySpan<byte> text = reader.ValueSpan;
        return text.Length switch
        {
            5 => PlainType.Entry,
            11 => text[4] == 'i' ? PlainType.OutInvoice : PlainType.OutReceipt,
            10 => text[0] == 'o' ? PlainType.OutRefund : text[3] == 'i' ? PlainType.InInvoice : PlainType.InReceipt,
            9 => PlainType.InRefund,
            _ => throw new FormatException(),
        };
    }

    private static PlainState State(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.ValueSpan[0] switch { (byte)'d' => PlainState.Draft, (byte)'p' => PlainState.Posted, _ => PlainState.Cancel };
    }

    private static PlainPayment Payment(ref Utf8JsonReader reader)
    {
        reader.Read();
        ReadOnlySpan<byte> text = reader.ValueSpan;
        return reader.TokenType == JsonTokenType.False ? PlainPayment.InvoicingLegacy : text.Length switch
        {
            4 => PlainPayment.Paid,
            7 => text[0] == 'p' ? PlainPayment.Partial : PlainPayment.Blocked,
            8 => text[0] == 'n' ? PlainPayment.NotPaid : PlainPayment.Reversed,
            10 => PlainPayment.InPayment,
            _ => PlainPayment.InvoicingLegacy,
        };
    }

    private static int Year(ReadOnlySpan<byte> text) => (Two(text, 0) * 100) + Two(text, 2);

    private static int Two(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + (text[at + 1] - '0');
}
