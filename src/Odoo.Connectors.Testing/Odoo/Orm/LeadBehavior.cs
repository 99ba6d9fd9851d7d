using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>crm.lead: won, lost, converted.</summary>
internal sealed class LeadBehavior() : Behavior("crm.lead")
{
    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "company_currency" => env.World["res.company"].Find(row.Link("company_id") is var own and not 0 ? own : env.Company)?["currency_id"],
        _ => Math.Round(row.Number("expected_revenue") * row.Number("probability") / 100m, 2, MidpointRounding.AwayFromZero),
    };

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("stage_id", Stage(env, won: false)?.Id);
        vals.TryAdd("user_id", env.Uid);
        vals.TryAdd("team_id", env.World["crm.team"].Rows.FirstOrDefault()?.Id);
        vals.TryAdd("company_id", env.Company);
        vals.TryAdd("date_open", env.World.Clock.Now);
        if (vals["partner_id"] is { } link && !Js.IsFalse(link) && env.World["res.partner"].Find(Js.Id(link is JsonArray pair ? pair[0]! : link)) is { } partner)
        {
            vals.TryAdd("partner_name", PartnerBehavior.Commercial(env, partner) is { } company && company.Flag("is_company") ? company.Text("name") : null);
            vals.TryAdd("email_from", partner.Text("email"));
            vals.TryAdd("phone", partner.Text("phone"));
        }
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        if (vals.ContainsKey("stage_id"))
        {
            var won = env.Linked(row, "stage_id")?.Flag("is_won") is true;
            Close(env, row, won ? "won" : "pending", won ? 100m : row.Number("probability"));
        }

        if (vals.ContainsKey("active") && row.Flag("active") && row.Text("won_status") == "lost")
        {
            Records.Set(env, row, "lost_reason_id", null);
            Close(env, row, "pending", 0m);
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.Each("action_set_won", static (env, row) =>
        {
            Records.Set(env, row, "stage_id", Stage(env, won: true)?.Id);
            Records.Set(env, row, "active", true);
            Close(env, row, "won", 100m);
        }, true),
        Method.OnIds("action_set_lost", "lost_reason_id=", static call =>
        {
            foreach (var row in call.Rows)
            {
                Close(call.Env, row, "lost", 0m);
                Records.Set(call.Env, row, "active", false);
                Records.Set(call.Env, row, "lost_reason_id", call.Int("lost_reason_id") is var reason and not 0 ? (long)reason : null);
            }

            return null;
        }),
        Method.OnIds("convert_opportunity", "partner, user_ids=, team_id=", static call =>
        {
            if (!Js.IsFalsy(call["partner"]))
            {
                throw OdooError.Attribute($"'{Python.TypeName(call["partner"])}' object has no attribute 'id'");
            }

            call.Rows.ForEach(r => Records.Set(call.Env, r, "type", "opportunity"));
            return true;
        }),
    ];

    private static Row? Stage(Env env, bool won) => env.World["crm.stage"].Rows.OrderBy(s => s.Number("sequence")).FirstOrDefault(s => s.Flag("is_won") == won);

    private static void Close(Env env, Row row, string status, decimal probability)
    {
        Records.Set(env, row, "won_status", status);
        Records.Set(env, row, "probability", probability);
        Records.Set(env, row, "date_closed", status == "pending" ? null : env.World.Clock.Now);
    }
}
