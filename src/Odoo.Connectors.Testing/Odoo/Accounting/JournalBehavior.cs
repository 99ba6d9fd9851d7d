using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class JournalBehavior() : Behavior("account.journal")
{
    public override string DisplayName(Env env, Row row) =>
        env.Linked(row, "currency_id") is { } currency && env.Linked(row, "company_id")?.Link("currency_id") != currency.Id ? $"{row.Text("name")} ({currency.Text("name")})" : row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) => env.World["account.payment.method.line"].FindBy("journal_id", row.Id)
        .Where(m => m.Text("payment_type") == (field.StartsWith("inbound", StringComparison.Ordinal) ? "inbound" : "outbound")).Select(m => m.Id).ToArray();

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        Shorten(vals);
        if (vals["type"] is { } type && Js.IsText(type))
        {
            vals.TryAdd("refund_sequence", Js.Text(type) is "sale" or "purchase");
            vals.TryAdd("payment_sequence", Js.Text(type) is "bank" or "cash");
            if (Js.Text(type) is "bank" or "cash" or "credit")
            {
                LiquidityAccounts(env, vals);
            }
        }
    }

    public override void Writing(Env env, Row row, JsonObject vals) => Shorten(vals);

    public override void Written(Env env, Row row, JsonObject vals) => RefuseTwin(env, row);

    public override void Created(Env env, Row row, JsonObject vals)
    {
        RefuseTwin(env, row);
        if (row.Text("type") is "bank" or "cash")
        {
            foreach (var type in (string[])["inbound", "outbound"])
            {
                Records.Create(env.Sudo(), "account.payment.method.line", new JsonObject { ["name"] = "Manual Payment", ["code"] = "manual", ["payment_type"] = type, ["journal_id"] = row.Id });
            }
        }
    }

    /// <summary>Codes have five characters; what is longer is cut.</summary>
    private static void Shorten(JsonObject vals)
    {
        if (vals["code"] is { } code && Js.IsText(code) && Js.Text(code).Length > 5)
        {
            vals["code"] = Js.Text(code)[..5];
        }
    }

    private static void RefuseTwin(Env env, Row row)
    {
        if (env.World["account.journal"].Rows.Any(j => j != row && j.Text("code") == row.Text("code") && j.Link("company_id") == row.Link("company_id")))
        {
            throw OdooError.Constraint("Journal codes must be unique per company.");
        }
    }

    /// <summary>A new bank journal gets an account of its own, and the company's suspense account.</summary>
    private static void LiquidityAccounts(Env env, JsonObject vals)
    {
        var company = env.Row("res.company", Js.Id(vals["company_id"]!));
        vals.TryAdd("suspense_account_id", company["account_journal_suspense_account_id"] as long?);
        if (Js.IsFalse(vals["default_account_id"]))
        {
            vals["default_account_id"] = Records.Create(env.Sudo(), "account.account", new JsonObject
            {
                ["name"] = vals["name"]?.DeepClone(),
                ["account_type"] = "asset_cash",
                ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(company.Id))),
            }).Id;
        }
    }
}
