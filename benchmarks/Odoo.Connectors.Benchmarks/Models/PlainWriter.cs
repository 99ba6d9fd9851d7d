using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The body of one create of all invoices, written by hand into a buffer that is used again: what the client's is held against.</summary>
internal static class PlainWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("move_type");
    private static readonly JsonEncodedText Partner = JsonEncodedText.Encode("partner_id");
    private static readonly JsonEncodedText Date = JsonEncodedText.Encode("invoice_date");
    private static readonly JsonEncodedText Due = JsonEncodedText.Encode("invoice_date_due");
    private static readonly JsonEncodedText Reference = JsonEncodedText.Encode("ref");
    private static readonly JsonEncodedText Currency = JsonEncodedText.Encode("currency_id");
    private static readonly JsonEncodedText Narration = JsonEncodedText.Encode("narration");
    private static readonly JsonEncodedText Lines = JsonEncodedText.Encode("invoice_line_ids");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Quantity = JsonEncodedText.Encode("quantity");
    private static readonly JsonEncodedText Price = JsonEncodedText.Encode("price_unit");
    private static readonly JsonEncodedText Taxes = JsonEncodedText.Encode("tax_ids");

    public static void Write(IBufferWriter<byte> buffer, PlainInvoice[] invoices)
    {
        using Utf8JsonWriter writer = new(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, "call"u8);
        writer.WriteStartObject("params"u8);
        writer.WriteString("service"u8, "object"u8);
        writer.WriteString("method"u8, "execute_kw"u8);
        writer.WriteStartArray("args"u8);
        writer.WriteStringValue("bench"u8);
        writer.WriteNumberValue(2);
        writer.WriteStringValue("admin"u8);
        writer.WriteStringValue("account.move"u8);
        writer.WriteStringValue("create"u8);
        writer.WriteStartArray();
        writer.WriteStartArray();
        foreach (PlainInvoice invoice in invoices)
        {
            Write(writer, invoice);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteNumber("id"u8, 1);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlainInvoice invoice)
    {
        writer.WriteStartObject();
        writer.WriteString(Type, "out_invoice"u8);
        writer.WriteNumber(Partner, invoice.Partner);
        Day(writer, Date, invoice.Date);
        Day(writer, Due, invoice.Due);
        TextOrFalse(writer, Reference, invoice.Reference);
        writer.WriteNumber(Currency, invoice.Currency);
        TextOrFalse(writer, Narration, invoice.Narration);
        writer.WriteStartArray(Lines);
        foreach (PlainInvoiceLine line in invoice.Lines)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(0);
            writer.WriteNumberValue(0);
            writer.WriteStartObject();
            writer.WriteString(Name, line.Name);
            writer.WriteNumber(Quantity, line.Quantity);
            writer.WriteNumber(Price, line.Price);
            writer.WriteStartArray(Taxes);
            writer.WriteStartArray();
            writer.WriteNumberValue(6);
            writer.WriteNumberValue(0);
            writer.WriteStartArray();
            foreach (long tax in line.Taxes)
            {
                writer.WriteNumberValue(tax);
            }

            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Day(Utf8JsonWriter writer, JsonEncodedText name, DateOnly day)
    {
        Span<byte> text = stackalloc byte[10];
        day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }

    private static void TextOrFalse(Utf8JsonWriter writer, JsonEncodedText name, string? text)
    {
        if (text is null)
        {
            writer.WriteBoolean(name, false);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }
}
