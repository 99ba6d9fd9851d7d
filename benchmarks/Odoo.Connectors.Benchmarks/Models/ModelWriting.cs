using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The body of one create of 1,000 invoices of three lines, against a writer by hand and Newtonsoft's dictionaries.</summary>
internal static class ModelWriting
{
    private const int Rounds = 31;
    private const int Warmups = 40;
    private const int Repeats = 10;

    public static IEnumerable<Bar> Measure()
    {
        PlainInvoice[] invoices = PlainInvoice.Make(1_000);
        IReadOnlyList<IOdooValues<TypedInvoice>> values = [.. invoices.Select(i => i.ToValues())];
        OdooClientOptions options = new() { Database = "bench", Secret = "admin" };
        ArrayBufferWriter<byte> buffer = new(1 << 20);
        Check(Encoding.UTF8.GetString(ByHand()), Encoding.UTF8.GetString(Body(options, values).Bytes.Span));
        (Samples cpu, _, long[] bytes) = Interleaved.Measure(
            Rounds, Warmups,
            new Variant("by hand", () => Repeat(() => ByHand())),
            new Variant("typed", () => Repeat(() => Body(options, values).Return())),
            new Variant("Newtonsoft", () => Repeat(() => Newtonsoft(invoices))));
        return
        [
            Bar.Told($"1,000 invoices, {buffer.WrittenCount:N0} bytes: CPU ms by hand", cpu.Median(0) / Repeats),
            Bar.Ceiling("1,000 invoices: body of the client, × by hand", cpu.Ratio(1, 0), 1.25),
            Bar.Ceiling("1,000 invoices: bytes allocated for the body", bytes[1] / Repeats, 1024),
            Bar.Floor("1,000 invoices: Newtonsoft's dictionaries, × the client", 1 / cpu.Ratio(1, 2), 5),
        ];

        ReadOnlySpan<byte> ByHand()
        {
            buffer.ResetWrittenCount();
            PlainWriter.Write(buffer, invoices);
            return buffer.WrittenSpan;
        }
    }

    private static RequestBody Body(OdooClientOptions options, IReadOnlyList<IOdooValues<TypedInvoice>> values)
    {
        ModelCall call = new("account.move", "create", isRead: false, OdooArgument.Written(writer =>
        {
            writer.WriteStartArray();
            for (int i = 0; i < values.Count; i++)
            {
                values[i].WriteTo(writer);
            }

            writer.WriteEndArray();
        }));
        return RequestWriter.ExecuteKw(1, options, 2, call, new MergedContext(options, null));
    }

    private static void Newtonsoft(PlainInvoice[] invoices) => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(new Dictionary<string, object?>
    {
        ["jsonrpc"] = "2.0", ["method"] = "call", ["id"] = 1,
        ["params"] = new Dictionary<string, object?>
        {
            ["service"] = "object", ["method"] = "execute_kw",
            ["args"] = new object[] { "bench", 2, "admin", "account.move", "create", new object[] { invoices.Select(i => i.ToDictionary()).ToArray() } },
        },
    }));

    private static object Repeat(Action write)
    {
        for (int i = 0; i < Repeats; i++)
        {
            write();
        }

        return write;
    }

    private static void Check(string byHand, string typed)
    {
        if (!JsonNode.DeepEquals(JsonNode.Parse(byHand), JsonNode.Parse(typed)))
        {
            throw new InvalidOperationException("The variants do not write the same.");
        }
    }
}
