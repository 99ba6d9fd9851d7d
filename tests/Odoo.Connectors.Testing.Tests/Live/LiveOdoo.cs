using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Live;

/// <summary>
/// The real Odoo that the environment names: ODOO_URL, ODOO_DB, ODOO_LOGIN, ODOO_PASSWORD, ODOO_API_KEY, and ODOO_INTEGRATION_API_KEY
/// for the steps of the integration user over JSON-2.
/// </summary>
internal sealed record LiveOdoo(Uri Url, OdooTarget Target)
{
    private static readonly string[] s_required = ["ODOO_URL", "ODOO_DB", "ODOO_LOGIN", "ODOO_PASSWORD", "ODOO_API_KEY"];

    /// <summary>The Odoo of the environment, or why there is none.</summary>
    public static (LiveOdoo? Odoo, string Reason) Read(Func<string, string?> variable)
    {
        var missing = s_required.Where(v => string.IsNullOrEmpty(variable(v))).ToList();
        if (missing.Count > 0)
        {
            return (null, $"No live Odoo: {string.Join(", ", missing)} not set.");
        }

        var integration = ContractFiles.Read("bases.json")["users"]!["integration"]!;
        var password = integration["password"]!.GetValue<string>();
        var target = new OdooTarget(variable("ODOO_DB")!, new Dictionary<string, OdooLogin>
        {
            ["admin"] = new(variable("ODOO_LOGIN")!, variable("ODOO_PASSWORD")!, variable("ODOO_API_KEY")!),
            ["integration"] = new(integration["login"]!.GetValue<string>(), password, variable("ODOO_INTEGRATION_API_KEY") is { Length: > 0 } key ? key : password),
        });
        return (new LiveOdoo(new Uri(variable("ODOO_URL")!), target), "");
    }

    /// <summary>The contract's base records (companies, journals, taxes, users) that this database does not have.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(OdooWire wire)
    {
        var names = ContractFiles.Names;
        var missing = new List<string>();
        foreach (var name in names.Select(n => n.Key))
        {
            try
            {
                await new ScenarioState(wire, names).PrepareAsync(new JsonObject { ["needs"] = new JsonObject { ["$base"] = name } });
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or NullReferenceException or InvalidOperationException)
            {
                missing.Add(name);
            }
        }

        return missing;
    }
}
