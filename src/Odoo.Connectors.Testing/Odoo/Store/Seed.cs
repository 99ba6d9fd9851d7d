using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Access;
using Odoo.Connectors.Testing.Automation;
using Odoo.Connectors.Testing.Enterprise;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Store;

/// <summary>Fills a new database from seed.json and the options.</summary>
internal sealed class Seed
{
    public const string IntegrationLogin = "integration@contract.example";

    private readonly World _world;
    private readonly Env _env;
    private readonly Dictionary<string, long> _ids = [];

    public Seed(World world)
    {
        _world = world;
        _env = new Env(world, 2, new JsonObject { ["active_test"] = false }, sudo: true);
    }

    public void Plant(OdooEmulatorOptions options, string adminPassword, string integrationPassword)
    {
        foreach (var entry in JsonNode.Parse(EmbeddedData.Text("seed.json"))!.AsArray().Select(e => e!.AsObject()))
        {
            PlantOne(entry);
        }

        ModelFields.PlantModels(_world);
        SetPassword("admin", adminPassword);
        SetPassword(IntegrationLogin, integrationPassword);
        foreach (var user in options.Users)
        {
            UserPlanter.Plant(_env, user);
        }

        foreach (var (code, name) in options.Products)
        {
            var vals = new JsonObject { ["name"] = name, ["default_code"] = code, ["type"] = "service" };
            Records.Create(_env, "product.product", vals);
        }

        foreach (var currency in options.PricelistCurrencies)
        {
            Records.Create(_env, "product.pricelist", new JsonObject
            {
                ["name"] = $"Default ({currency})", ["currency_id"] = _ids[$"base.{currency}"], ["company_id"] = _ids["emulator.company_be"],
            });
        }

        if (options.EffectActionInstalled)
        {
            Records.Create(_env, "ir.actions.server", new JsonObject
            {
                ["name"] = "Odoo.Connectors effects", ["state"] = "code", ["model_id"] = _ids["base.model_ir_actions_server"], ["code"] = EmbeddedData.Text("effect-action.py"),
            });
        }

        if (options.EnterpriseSubscriptions)
        {
            Subscriptions.Plant(_env);
        }

        _world.Undo.Commit();
    }

    private void PlantOne(JsonObject entry)
    {
        var model = Js.Text(entry["model"]!);
        var vals = (JsonObject)Resolve(entry["vals"])!;
        if (entry["write"] is { } target)
        {
            Records.Write(_env, model, [_env.Row(model, _ids[Js.Text(target)])], vals);
            return;
        }

        var row = Records.Create(_env, model, vals);
        if (entry["xmlid"] is { } xmlid)
        {
            var name = Fill(Js.Text(xmlid));
            _ids[name] = row.Id;
            _world.ExternalIds.Add(name, model, row.Id);
        }
    }

    private void SetPassword(string login, string password) =>
        Records.Set(_env, _world["res.users"].Rows.Single(u => u.Text("login") == login), "password", password);

    private string Fill(string text) => text
        .Replace("${us}", _ids.GetValueOrDefault("base.main_company").ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("${be}", _ids.GetValueOrDefault("emulator.company_be").ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonObject map when map["$ref"] is { } key => _ids[Fill(Js.Text(key))],
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Resolve(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        _ => value?.DeepClone(),
    };
}
