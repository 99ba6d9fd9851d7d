using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>base.automation: rules whose actions are webhooks.</summary>
internal sealed class AutomationBehavior() : Behavior(ModelName)
{
    public const string ModelName = "base.automation";

    public override void Created(Env env, Row row, JsonObject vals) => Check(env, row);

    public override void Written(Env env, Row row, JsonObject vals) => Check(env, row);

    private static void Check(Env env, Row row)
    {
        if (row.Text("trigger") is "on_time" or "on_webhook")
        {
            throw OdooError.NotEmulated($"the trigger {row.Text("trigger")} of base.automation");
        }

        foreach (var domain in (ReadOnlySpan<string?>)[row.Text("filter_domain"), row.Text("filter_pre_domain")])
        {
            if (domain is { Length: > 0 })
            {
                PythonLiteral.Parse(domain);
            }
        }

        foreach (var action in env.World["ir.actions.server"].FindBy("base_automation_id", row.Id).Where(a => a.Text("state") != "webhook"))
        {
            throw OdooError.NotEmulated($"actions of the state {action.Text("state")} in base.automation");
        }
    }
}
