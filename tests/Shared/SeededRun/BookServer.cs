using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// An Odoo that has given positions of one ledger in its books: their lists and external ids are answered here, everything else by an emulator. Late
/// ones are there when they are asked for, and not in lists: they were booked after the list was read.
/// </summary>
internal sealed class BookServer : DelegatingHandler
{
    private static readonly Dictionary<string, string> s_models = new(StringComparer.Ordinal)
    {
        [RecordKinds.Customer] = "res.partner", [RecordKinds.Contract] = "sale.order", [RecordKinds.Payment] = "account.payment",
    };

    private readonly Dictionary<string, Position[]> _kinds;
    private readonly Dictionary<(string Model, long Id), Position> _records;
    private readonly Dictionary<string, Position> _names;
    private readonly HashSet<ExternalRef> _late;

    public BookServer(HttpMessageHandler emulator, IReadOnlyList<Position> booked, IEnumerable<ExternalRef> late)
        : base(emulator)
    {
        _kinds = booked.GroupBy(b => b.Ref.Kind).ToDictionary(g => g.Key, g => g.OrderBy(IdOf).ToArray());
        _records = booked.ToDictionary(b => (ModelOf(b), IdOf(b)));
        _names = booked.Where(b => b.Source is not null).ToDictionary(NameOf);
        _late = [.. late];
    }

    public int Calls { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        JsonNode call = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))!;
        Calls++;
        if (call["params"]?["args"] is not JsonArray { Count: > 5 } args || Answer((string)args[3]!, (string)args[4]!, args[5]!.AsArray(), args.ElementAtOrDefault(6)?["limit"]) is not { } result)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        string id = call["id"]!.ToJsonString();
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request, Content = new StringContent($"{{\"jsonrpc\": \"2.0\", \"id\": {id}, \"result\": {result}}}", Encoding.UTF8, "application/json"),
        };
    }

    /// <returns>Null for what the emulator answers.</returns>
    private string? Answer(string model, string method, JsonArray args, JsonNode? limit) => (model, method) switch
    {
        ("account.move.line", "search_read") => Arrivals(args[0]!.AsArray()),
        ("res.partner" or "sale.order" or "account.move" or "account.payment", "search_read") => List(model, args[0]!.AsArray(), (int?)limit ?? int.MaxValue),
        ("res.partner" or "sale.order" or "account.move" or "account.payment", "get_external_id") => Names(model, args[0]!.AsArray()),
        ("ir.model.data", "check_object_reference") when ((string)args[0]!).StartsWith("oc_", StringComparison.Ordinal) => Reference($"{args[0]}.{args[1]}"),
        _ => null,
    };

    private string List(string model, JsonArray domain, int limit)
    {
        string text = domain.ToJsonString();
        string? kind = model switch
        {
            "res.partner" => RecordKinds.Customer,
            "sale.order" => RecordKinds.Contract,
            "account.payment" => text.Contains("\"inbound\"", StringComparison.Ordinal) ? RecordKinds.Payment : null,
            _ => text.Contains("\"out_invoice\"", StringComparison.Ordinal) ? RecordKinds.Invoice
                : text.Contains("\"out_refund\"", StringComparison.Ordinal) ? RecordKinds.CreditNote : RecordKinds.Payout,
        };
        JsonArray? term = domain.OfType<JsonArray>().LastOrDefault(t => (string?)t[0] == "id");
        if ((string?)term?[1] == "=")
        {
            return _records.TryGetValue((model, (long)term![2]!), out Position? one) && one.Ref.Kind == kind ? $"[{Row(one)}]" : "[]";
        }

        long after = term is null ? 0 : (long)term[2]!;
        Position[] all = kind is null ? [] : _kinds.GetValueOrDefault(kind) ?? [];
        int place = Array.BinarySearch([.. all.Select(IdOf)], after + 1);
        return $"[{string.Join(',', all.Skip(place < 0 ? ~place : place).Where(p => p.Source is null || !_late.Contains(p.Source)).Take(limit).Select(Row))}]";
    }

    private string Names(string model, JsonArray ids) => $"{{{string.Join(',', ids.Select(i =>
        $"\"{(long)i!}\": \"{(_records.TryGetValue((model, (long)i!), out Position? record) && record.Source is not null ? NameOf(record) : "")}\""))}}}";

    /// <returns>Null where the emulator says that there is none.</returns>
    private string? Reference(string name) =>
        _names.TryGetValue(name, out Position? found) ? string.Create(CultureInfo.InvariantCulture, $"[\"{ModelOf(found)}\", {found.Ref.Id}]") : null;

    private string Arrivals(JsonArray domain) => $"[{string.Join(',', domain.OfType<JsonArray>().First(t => (string?)t[0] == "move_id")[2]!.AsArray()
        .Select(i => _records[("account.move", (long)i!)])
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{p.Ref.Id},\"move_id\":[{p.Ref.Id},\"x\"],\"currency_id\":[1,\"{p.Currency}\"],\"amount_currency\":{p.Gross}}}")))}]";

    private static string Row(Position p)
    {
        string id = $"{{\"id\":{p.Ref.Id},\"write_date\":\"2025-12-31 00:00:00\"";
        string partner = p.Customer is { } customer ? $",\"partner_id\":[{customer.Id},\"C\"]" : "";
        string money = string.Create(
            CultureInfo.InvariantCulture, $",\"name\":{Text(p.Number)},\"date\":\"{p.On:yyyy-MM-dd}\",\"currency_id\":[1,\"{p.Currency}\"],\"state\":\"{(p.State == PositionState.Draft ? "draft" : "posted")}\"");
        return p.Ref.Kind switch
        {
            RecordKinds.Customer => $"{id},\"active\":{(p.State == PositionState.Cancelled ? "false" : "true")}}}",
            RecordKinds.Contract => $"{id}{partner},\"name\":\"S\",\"state\":\"sale\",\"client_order_ref\":false,\"date_order\":\"2025-01-01 00:00:00\",\"write_uid\":[2,\"U\"],\"currency_id\":[1,\"{p.Currency}\"]}}",
            RecordKinds.Payout => $"{id}{money},\"ref\":\"x\"}}",
            RecordKinds.Payment => string.Create(CultureInfo.InvariantCulture, $"{id}{partner}{money},\"payment_type\":\"inbound\",\"memo\":{Text(p.Reference)},\"amount\":{p.Gross}}}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{id}{partner}{money},\"commercial_partner_id\":[{p.Customer!.Id},\"C\"],\"payment_state\":\"{(p.State == PositionState.Settled ? "paid" : "not_paid")}\",\"ref\":{Text(p.Reference)},\"invoice_date\":\"{p.On:yyyy-MM-dd}\",\"amount_untaxed\":{p.Net},\"amount_tax\":{p.Tax},\"amount_total\":{p.Gross},\"amount_residual\":{p.Open}}}"),
        };
    }

    private static string NameOf(Position made) => $"oc_{made.Source!.System}.{made.Source.Kind}_{made.Source.Id}";

    private static string ModelOf(Position record) => s_models.GetValueOrDefault(record.Ref.Kind, "account.move");

    private static string Text(string? text) => text is null ? "false" : JsonSerializer.Serialize(text);

    private static long IdOf(Position position) => long.Parse(position.Ref.Id, CultureInfo.InvariantCulture);
}
