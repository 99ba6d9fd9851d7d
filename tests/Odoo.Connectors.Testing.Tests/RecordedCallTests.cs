using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>
/// Single exchanges out of longer stories on a real Odoo: the ids in them are not ours. What reads is asked of a record of that model here and must
/// be answered with the recorded fields, each of the recorded type; what is refused whatever the records must be refused with the recorded error.
/// </summary>
public sealed class RecordedCallTests
{
    private static readonly string[] s_reading = ["read", "search_read", "search", "search_count", "name_search", "fields_get", "web_read", "get_metadata", "formatted_read_group", "address_get"];

    /// <summary>Refusals that depend on nothing but the call.</summary>
    private static readonly string[] s_always = ["builtins.TypeError", "builtins.AttributeError", "builtins.KeyError", "odoo.exceptions.AccessError"];

    public static TheoryData<string> Files => [.. Folder().Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Transcripts");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Calls_OfATranscript_AreAnsweredInTheRecordedForm(string file)
    {
        await using var ledger = await Ledger.OpenAsync();
        await FillAsync(ledger);
        var wrong = new List<string>();
        foreach (var exchange in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, file), TestContext.Current.CancellationToken))!.AsArray().Select(e => e!.AsObject()))
        {
            if (Call(exchange) is { } call && await DifferenceAsync(ledger, call, exchange["response"]!["body"]!) is { } difference)
            {
                wrong.Add($"{exchange["name"]}: {difference}");
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Folder() => Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(f) is not ("api-doc.json" or "auth.json" or "multi-database.json" or "webhooks.json" or "least-privilege.json" or "payments-enterprise-simulated.json" or "fields-get.json"));

    private static JsonArray? Call(JsonObject exchange) => exchange["request"]!["body"] is JsonObject body && body["params"] is JsonObject parameters
        && parameters["service"]?.GetValue<string>() == "object" && parameters["args"] is JsonArray { Count: > 5 } call && call[1] is JsonValue uid && uid.ToJsonString() == "2"
        && exchange["response"]!["body"] is JsonObject ? call : null;

    private static async Task<string?> DifferenceAsync(Ledger ledger, JsonArray call, JsonNode recorded)
    {
        var (model, method) = (call[3]!.GetValue<string>(), call[4]!.GetValue<string>());
        var error = recorded["error"]?["data"]?["name"]?.GetValue<string>();
        if (error is null ? !s_reading.Contains(method) || recorded["result"] is null : !s_always.Contains(error) || recorded["error"]!["data"]!["message"]!.GetValue<string>().Contains("Uh-oh", StringComparison.Ordinal))
        {
            return null;
        }

        var positional = call[5]!.DeepClone().AsArray();
        if (positional is [JsonArray { Count: > 0 } ids, ..] && ids.All(i => i is JsonValue && i.GetValueKind() is System.Text.Json.JsonValueKind.Number))
        {
            var known = await ledger.Wire.CallAsync("admin", model, "search", [new JsonArray()], new JsonObject { ["order"] = "id desc", ["limit"] = 1, ["context"] = new JsonObject { ["active_test"] = false } });
            if (known["result"] is JsonArray { Count: > 0 } some)
            {
                positional[0] = some.DeepClone();
            }
        }

        var keywords = call.Count > 6 ? call[6]!.DeepClone().AsObject() : [];
        if (keywords["context"]?["allowed_company_ids"]?.ToJsonString() is "[5]" or "[1]")
        {
            keywords["context"]!["allowed_company_ids"] = new JsonArray(ledger.Company);
        }

        var answer = await ledger.Wire.CallAsync("admin", model, method, positional, keywords);
        if (error is not null)
        {
            return answer["error"]?["name"]?.GetValue<string>() == error ? null : $"recorded {error}, got {answer.ToJsonString()}";
        }

        return answer["error"] is { } refused ? $"{refused["name"]}: {refused["message"]}" : Fields(recorded["result"], answer["result"]);
    }

    /// <summary>The fields of the first record: the same names, and no other types but false for what is empty.</summary>
    private static string? Fields(JsonNode? recorded, JsonNode? actual)
    {
        if (recorded is not JsonArray { Count: > 0 } wanted || wanted[0] is not JsonObject one || actual is not JsonArray { Count: > 0 } found || found[0] is not JsonObject other)
        {
            return recorded?.GetType() == actual?.GetType() || actual is JsonArray ? null : $"recorded {recorded?.ToJsonString()}, got {actual?.ToJsonString()}";
        }

        return one.Select(p => p.Key).FirstOrDefault(k => !other.ContainsKey(k)) is { } missing ? $"{missing} is missing"
            : one.Where(p => Kind(p.Value) is { } kind && Kind(other[p.Key]) is { } got && kind != got).Select(p => $"{p.Key} is {Kind(other[p.Key])}, not {Kind(p.Value)}").FirstOrDefault();
    }

    private static string? Kind(JsonNode? value) => value switch
    {
        JsonArray => "list",
        JsonObject => "object",
        null => null,
        _ => value.GetValueKind() switch { System.Text.Json.JsonValueKind.False => null, var kind => kind.ToString() },
    };

    /// <summary>Something of each kind.</summary>
    private static async Task FillAsync(Ledger ledger)
    {
        var invoice = await ledger.InvoiceAsync(100m);
        await ledger.PayAsync("""{"amount":40}""", invoice);
        await ledger.CallAsync("account.move", "message_post", $"[[{invoice}]]", """{"body":"note"}""");
        await ledger.CreateAsync("ir.attachment", $$"""{"name":"a.pdf","datas":"JVBERi0=","res_model":"account.move","res_id":{{invoice}}}""");
        await ledger.CreateAsync("crm.lead", """{"name":"L"}""");
        await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}}}""");
        await ledger.CreateAsync("account.move.reversal", "{}", Ledger.Active(invoice));
        await ledger.CreateAsync("account.payment.register", "{}", Ledger.Active(invoice));
        var model = await ledger.IdAsync("base", "model_res_partner");
        await ledger.CreateAsync("ir.model.fields", $$"""{"model_id":{{model}},"name":"x_billing_id","field_description":"Billing id","ttype":"char"}""");
    }
}
