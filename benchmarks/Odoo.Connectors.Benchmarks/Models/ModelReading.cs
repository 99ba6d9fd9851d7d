using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Generated readers against the loop by hand, the tokenizer alone and Newtonsoft, on the bytes of one answer.</summary>
internal static class ModelReading
{
    private const int Rounds = 15;
    private const int Warmups = 12;

    public static IEnumerable<Bar> Measure()
    {
        RecordedShapes shapes = new();
        Check(shapes);
        return
        [
            .. Measure<TypedPartner, TidyPartner>("10,000 partners", shapes, shapes.Partners, PlainReader.Partners, p => p.Deep()),
            .. Measure<TypedMove, TidyMove>("10,000 moves", shapes, shapes.Moves, PlainReader.Moves, m => m.Deep()),
        ];
    }

    private static IEnumerable<Bar> Measure<T, TTidy>(string what, RecordedShapes shapes, IReadOnlyList<JsonObject> rows, Func<byte[], object> byHand, Func<T, T> deep)
        where T : class, IOdooModel<T>
    {
        byte[] body = RecordedShapes.Answer(rows), shuffled = RecordedShapes.Answer(shapes.Shuffled(rows)), unknown = RecordedShapes.Answer(shapes.Shuffled(rows, unknown: 5));
        IReadOnlyList<T> records = Read<T>(body);
        (Samples cpu, _, long[] bytes) = Interleaved.Measure(
            Rounds, Warmups,
            new Variant("by hand", () => byHand(body)),
            new Variant("tokens", () => HandReader.Tokens(body)),
            new Variant("typed", () => Read<T>(body)),
            new Variant("typed, shuffled", () => Read<T>(shuffled)),
            new Variant("typed, shuffled, 5 unknown", () => Read<T>(unknown)),
            new Variant("Newtonsoft", () => TidyNewtonsoft.Read<TTidy>(body)),
            new Variant("copies", () => new List<T>(records.Select(deep))));
        return
        [
            Bar.Told($"{what}, {body.Length:N0} bytes: CPU ms by hand", cpu.Median(0)),
            Bar.Ceiling($"{what}: typed, × by hand", cpu.Ratio(2, 0), 1.15),
            Bar.Ceiling($"{what}: typed, × the tokenizer alone", cpu.Ratio(2, 1), 2.0),
            Bar.Ceiling($"{what}: bytes, × the records alone", bytes[2] / (double)bytes[6], 1.05),
            Bar.Floor($"{what}: Newtonsoft, × typed", 1 / cpu.Ratio(2, 5), 2.5),
            Bar.Ceiling($"{what}: typed, fields shuffled, × by hand in order", cpu.Ratio(3, 0), 1.4),
            Bar.Ceiling($"{what}: typed, shuffled with 5 unknown fields, × by hand in order", cpu.Ratio(4, 0), 1.8),
        ];
    }

    private static IReadOnlyList<T> Read<T>(byte[] body)
        where T : IOdooModel<T>
    {
        Utf8JsonReader reader = new(body);
        PlainReader.ToResult(ref reader);
        return OdooModelReader.ReadList<T>(ref reader)!;
    }

    /// <summary>All read the same, in whichever order the fields come.</summary>
    private static void Check(RecordedShapes shapes)
    {
        string[] plain = [.. PlainReader.Moves(RecordedShapes.Answer(shapes.Moves)).Select(m =>
            $"{m.Id}|{m.Name}|{m.Type}|{m.State}|{m.Partner?.Name}|{m.Date:O}|{m.Total}|{m.Payment}|{string.Join(',', m.LineIds)}|{m.Narration}|{m.WriteDate.Ticks}")];
        foreach (byte[] body in new[] { RecordedShapes.Answer(shapes.Moves), RecordedShapes.Answer(shapes.Shuffled(shapes.Moves, unknown: 5)) })
        {
            IEnumerable<string> typed = Read<TypedMove>(body).Select(m =>
                $"{m.Id}|{m.Name}|{m.Type.Value}|{m.State.Value}|{m.Partner?.Name}|{m.Date:O}|{m.Total}|{m.Payment?.Value}|{string.Join(',', m.LineIds)}|{m.Narration}|{m.WriteDate.UtcTicks}");
            if (!plain.SequenceEqual(typed))
            {
                throw new InvalidOperationException("The variants do not read the same records.");
            }
        }
    }
}
