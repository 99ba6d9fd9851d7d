using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The recorded exchanges with the effect action on a real Odoo, in their order, with its ids mapped to ours.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task Transcripts_Replayed_GiveTheRecordedOutcomes()
    {
        await using var odoo = await EmulatorClient.StartAsync(socket: false);
        var map = await IdMap.CreateAsync(odoo);
        foreach (var exchange in ContractFiles.Read("effect-transcripts.json").AsArray().Select(e => e!.AsObject()))
        {
            var name = exchange["name"]!.GetValue<string>();
            var arguments = exchange["request"]!["body"]!["params"]!["args"]!.AsArray();
            var context = (JsonObject)map.Map(arguments[6]!["context"])!;

            var answer = await odoo.Wire.CallAsync("admin", "ir.actions.server", "run", [new JsonArray(odoo.Emulator.EffectActionId)], new JsonObject { ["context"] = context });

            var body = exchange["response"]!["body"]!;
            if (body["error"] is { } error)
            {
                Assert.Equal(map.Text(error["data"]!["message"]!.GetValue<string>()), answer["error"]?["message"]?.GetValue<string>());
                continue;
            }

            Compare(name, map, body["result"]!["infos"]!, answer["result"]!["infos"]!);
        }
    }

    private static void Compare(string name, IdMap map, JsonNode recorded, JsonNode actual)
    {
        Assert.Equal(recorded["protocol"]!.GetValue<int>(), actual["protocol"]!.GetValue<int>());
        var (wanted, found) = (recorded["outcomes"]!.AsArray(), actual["outcomes"]!.AsArray());
        Assert.Equal(wanted.Count, found.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            var where = $"{name}, outcome {i}: {found[i]!.ToJsonString()}";
            Assert.True(wanted[i]!.AsObject().Select(p => p.Key).Order().SequenceEqual(found[i]!.AsObject().Select(p => p.Key).Order()), where);
            Assert.True(Plain(map, wanted[i]!) == Plain(map, found[i]!, mapped: true), $"{where}\nrecorded: {wanted[i]!.ToJsonString()}");
        }
    }

    /// <summary>Without ids and document numbers, which are a database's own; numbers by value.</summary>
    private static string Plain(IdMap map, JsonNode outcome, bool mapped = false)
    {
        var copy = outcome.DeepClone().AsObject();
        copy.Remove("id");
        if (copy["values"] is JsonObject values)
        {
            foreach (var key in values.Select(v => v.Key).Where(k => k is "id" or "name" or "country_id" or "partner_id").ToList())
            {
                values.Remove(key);
            }
        }

        if (!mapped && copy["error"] is JsonObject error)
        {
            error["message"] = map.Text(error["message"]!.GetValue<string>());
        }

        return new JsonObject(copy.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))).ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject map
        ? new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value))))
        : node?.DeepClone();

    /// <summary>Database ids of the recording and what stands for them here.</summary>
    private sealed class IdMap
    {
        private readonly Dictionary<string, Dictionary<long, long>> _ids = [];
        private long _group;

        public static async Task<IdMap> CreateAsync(EmulatorClient odoo)
        {
            var company = odoo.Emulator.CompanyId;
            async Task<long> Find(string module, string name) => (await odoo.CallAsync("ir.model.data", "check_object_reference", [module, name]))![1]!.GetValue<long>();
            var map = new IdMap { _group = await Find("account", $"{company}_tax_group_21") };
            map._ids["allowed_company_ids"] = map._ids["company_id"] = new() { [5] = company };
            map._ids["journal_id"] = new() { [13] = await Find("account", $"{company}_sale"), [18] = await Find("account", $"{company}_bank") };
            map._ids["tax_ids"] = new() { [9] = await Find("account", $"{company}_attn_VAT-OUT-21-L") };
            map._ids["currency_id"] = new() { [126] = await Find("base", "EUR") };
            map._ids["product_id"] = new() { [3] = (await odoo.CallAsync("product.product", "search", [new JsonArray(new JsonArray("default_code", "=", "CONTRACT-PLAN"))]))![0]!.GetValue<long>() };
            map._ids["tax_groups"] = new() { [5] = map._group };
            return map;
        }

        public string Text(string message) => message.Replace("'5'", $"'{_group}'", StringComparison.Ordinal);

        public JsonNode? Map(JsonNode? node, string field = "") => node switch
        {
            JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(field == "tax_groups" && p.Key == "5" ? $"{_group}" : p.Key, Map(p.Value, p.Key == "id" && map.ContainsKey("tax_amount_currency") ? "tax_groups" : p.Key)))),
            JsonArray { Count: 3 } command when field == "tax_ids" && command[2] is JsonArray ids => new JsonArray(6, 0, new JsonArray([.. ids.Select(i => Map(i, field))])),
            JsonArray list => new JsonArray([.. list.Select(i => Map(i, field))]),
            JsonValue value when _ids.TryGetValue(field, out var known) && value.TryGetValue<long>(out var id) && known.TryGetValue(id, out var ours) => ours,
            _ => node?.DeepClone(),
        };
    }
}
