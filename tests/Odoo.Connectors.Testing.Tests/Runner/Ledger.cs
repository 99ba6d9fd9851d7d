using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>An emulator on 22 November 2026, and short ways to say what an administrator of Contract BE does in it.</summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly EmulatorClient _odoo;

    private Ledger(EmulatorClient odoo) => _odoo = odoo;

    public OdooEmulator Emulator => _odoo.Emulator;

    public OdooWire Wire => _odoo.Wire;

    public long Company => Emulator.CompanyId;

    public long Customer { get; private set; }

    public static async Task<Ledger> OpenAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var ledger = new Ledger(await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { TimeProvider = time }));
        ledger.Customer = await ledger.CreateAsync("res.partner", """{"name":"Inv Cust","is_company":true}""");
        return ledger;
    }

    /// <summary>The result of a call; an error fails the test.</summary>
    public async Task<JsonNode?> CallAsync(string model, string method, string arguments, string keywords = "{}")
    {
        var answer = await AskAsync(model, method, arguments, keywords);
        Assert.True(answer.ContainsKey("result"), answer.ToJsonString());
        return answer["result"];
    }

    /// <summary>The text of the error that a call ends with.</summary>
    public async Task<string> RefusalAsync(string model, string method, string arguments, string keywords = "{}")
    {
        var answer = await AskAsync(model, method, arguments, keywords);
        Assert.True(answer.ContainsKey("error"), answer.ToJsonString());
        return answer["error"]!["message"]!.GetValue<string>();
    }

    public async Task<long> CreateAsync(string model, string vals, string context = "{}") =>
        (await CallAsync(model, "create", $"[{vals}]", $$"""{"context":{{context}}}"""))!.GetValue<long>();

    public async Task<long> IdAsync(string module, string name) =>
        (await CallAsync("ir.model.data", "check_object_reference", $"""["{module}","{name}"]""", """{"context":{"active_test":false}}"""))![1]!.GetValue<long>();

    public Task<long> TaxAsync(string name) => IdAsync("account", $"{Company}_attn_VAT-OUT-{name}");

    /// <summary>One field of one record as text.</summary>
    public async Task<string> FieldAsync(string model, long id, string field) => Text((await CallAsync(model, "read", $"""[[{id}],["{field}"]]"""))![0]![field]);

    /// <summary>Rows of a search as texts: the fields asked for, in their order.</summary>
    public async Task<List<string>> RowsAsync(string model, string domain, string order, params string[] fields)
    {
        var rows = await CallAsync(model, "search_read", $"""[{domain},["{string.Join("\",\"", fields)}"]]""", $$"""{"order":"{{order}}"}""");
        return [.. rows!.AsArray().Select(r => string.Join(' ', fields.Select(f => Text(r![f]))))];
    }

    /// <summary>A posted invoice of one line without tax.</summary>
    public async Task<long> InvoiceAsync(decimal amount, string more = "", string date = "2026-03-01")
    {
        var vals = $$"""{"move_type":"out_invoice","partner_id":{{Customer}},"invoice_date":"{{date}}","invoice_date_due":"{{date}}"{{more}},"invoice_line_ids":[[0,0,{"name":"a","quantity":1,"price_unit":{{amount.ToString(CultureInfo.InvariantCulture)}},"tax_ids":[[6,0,[]]]}]]}""";
        var id = await CreateAsync("account.move", vals);
        await CallAsync("account.move", "action_post", $"[[{id}]]");
        return id;
    }

    /// <summary>Registers a payment of documents by the wizard, and answers its action.</summary>
    public async Task<JsonNode> PayAsync(string vals, params long[] moves)
    {
        var wizard = await CreateAsync("account.payment.register", vals, Active(moves));
        return (await CallAsync("account.payment.register", "action_create_payments", $"[[{wizard}]]"))!;
    }

    public static string Active(params long[] moves) => $$"""{"active_model":"account.move","active_ids":[{{string.Join(',', moves)}}]}""";

    public ValueTask DisposeAsync() => _odoo.DisposeAsync();

    public static string Text(JsonNode? value) => value switch
    {
        JsonArray { Count: 2 } pair when pair[1] is JsonValue name && name.TryGetValue<string>(out var text) => text,
        JsonValue plain when plain.TryGetValue<decimal>(out var number) => (number / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        JsonValue plain when plain.TryGetValue<string>(out var text) => text,
        _ => value?.ToJsonString() ?? "null",
    };

    private async Task<JsonObject> AskAsync(string model, string method, string arguments, string keywords)
    {
        var named = JsonNode.Parse(keywords)!.AsObject();
        var context = named["context"] as JsonObject ?? [];
        named["context"] = context.DeepClone();
        named["context"]!["allowed_company_ids"] ??= new JsonArray(Company);
        return await Wire.CallAsync("admin", model, method, JsonNode.Parse(arguments)!.AsArray(), named);
    }
}
