using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// An Odoo whose invoices, credit notes and payments are given positions of one ledger: their lists and external ids are answered here, everything
/// else by an emulator.
/// </summary>
internal sealed class BookServer(HttpMessageHandler emulator, IReadOnlyList<Position> booked) : DelegatingHandler(emulator)
{
    private readonly Dictionary<string, Position[]> _kinds = booked.GroupBy(b => b.Ref.Kind).ToDictionary(g => g.Key, g => g.OrderBy(IdOf).ToArray());
    private readonly Dictionary<long, Position> _moves = booked.Where(b => b.Ref.Kind != RecordKinds.Payment).ToDictionary(IdOf);
    private readonly Dictionary<long, Position> _payments = booked.Where(b => b.Ref.Kind == RecordKinds.Payment).ToDictionary(IdOf);

    public int Calls { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        JsonNode call = JsonNode.Parse(body)!;
        Calls++;
        if (call["params"]?["args"] is JsonArray args && Answer(args) is { } result)
        {
            string id = call["id"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request, Content = new StringContent($"{{\"jsonrpc\": \"2.0\", \"id\": {id}, \"result\": {result}}}", Encoding.UTF8, "application/json"),
            };
        }

        return await base.SendAsync(request, cancellationToken);
    }

    /// <returns>Null for what the emulator answers.</returns>
    private string? Answer(JsonArray args)
    {
        (string? model, string? method) = args.Count > 4 ? ((string?)args[3], (string?)args[4]) : (null, null);
        return (model, method) switch
        {
            ("account.move" or "account.payment", "search_read") => List(model, args),
            ("account.move" or "account.payment", "get_external_id") => Names(model, args[5]![0]!.AsArray()),
            ("ir.model.data", "check_object_reference") when ((string?)args[5]![0])?.StartsWith("oc_", StringComparison.Ordinal) == true => Reference((string)args[5]![0]!, (string)args[5]![1]!),
            _ => null,
        };
    }

    private string List(string model, JsonArray args)
    {
        string domain = args[5]![0]!.ToJsonString();
        string? kind = model == "account.payment" ? domain.Contains("\"inbound\"", StringComparison.Ordinal) ? RecordKinds.Payment : null
            : domain.Contains("\"out_invoice\"", StringComparison.Ordinal) ? RecordKinds.Invoice : domain.Contains("\"out_refund\"", StringComparison.Ordinal) ? RecordKinds.CreditNote : null;
        long after = 0, only = 0;
        foreach (JsonArray term in args[5]![0]!.AsArray().OfType<JsonArray>().Where(t => (string?)t[0] == "id"))
        {
            (after, only) = (string)term[1]! == "=" ? (after, (long)term[2]!) : ((long)term[2]!, only);
        }

        int limit = args.Count > 6 && args[6]!["limit"] is { } most ? (int)most : int.MaxValue;
        StringBuilder rows = new("[");
        foreach (Position position in (kind is null ? [] : _kinds.GetValueOrDefault(kind) ?? []).SkipWhile(p => IdOf(p) <= after).Where(p => only == 0 || IdOf(p) == only).Take(limit))
        {
            rows.Append(rows.Length > 1 ? "," : "").Append(Row(position));
        }

        return rows.Append(']').ToString();
    }

    private string Names(string model, JsonArray ids)
    {
        Dictionary<long, Position> of = model == "account.payment" ? _payments : _moves;
        return $"{{{string.Join(',', ids.Select(i => $"\"{(long)i!}\": \"{(of.GetValueOrDefault((long)i!)?.Source is { } made ? $"oc_{made.System}.{made.Kind}_{made.Id}" : "")}\""))}}}";
    }

    /// <returns>Null where the emulator says that there is none.</returns>
    private string? Reference(string module, string name) =>
        booked.FirstOrDefault(b => b.Source is { } made && module == $"oc_{made.System}" && name == $"{made.Kind}_{made.Id}") is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"[\"{(found.Ref.Kind == RecordKinds.Payment ? "account.payment" : "account.move")}\", {found.Ref.Id}]") : null;

    private static string Row(Position p)
    {
        string state = p.State == PositionState.Draft ? "draft" : p.Ref.Kind == RecordKinds.Payment ? "paid" : "posted";
        string payment = p.State == PositionState.Settled ? "paid" : "not_paid";
        return p.Ref.Kind == RecordKinds.Payment
            ? string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"id":{{p.Ref.Id}},"payment_type":"inbound","state":"{{state}}","name":{{Text(p.Number)}},"memo":{{Text(p.Reference)}},"partner_id":[{{p.Customer!.Id}},"C"],"amount":{{p.Gross}},"currency_id":[1,"{{p.Currency}}"],"date":"{{p.On:yyyy-MM-dd}}","write_date":"2026-01-01 00:00:00"}""")
            : string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"id":{{p.Ref.Id}},"move_type":"x","state":"{{state}}","payment_state":"{{payment}}","name":{{Text(p.Number)}},"ref":{{Text(p.Reference)}},"commercial_partner_id":[{{p.Customer!.Id}},"C"],"partner_id":[{{p.Customer.Id}},"C"],"invoice_date":"{{p.On:yyyy-MM-dd}}","date":"{{p.On:yyyy-MM-dd}}","currency_id":[1,"{{p.Currency}}"],"amount_untaxed":{{p.Net}},"amount_tax":{{p.Tax}},"amount_total":{{p.Gross}},"amount_residual":{{p.Open}},"write_date":"2026-01-01 00:00:00"}""");
    }

    private static string Text(string? text) => text is null ? "false" : JsonSerializer.Serialize(text);

    private static long IdOf(Position position) => long.Parse(position.Ref.Id, CultureInfo.InvariantCulture);
}
