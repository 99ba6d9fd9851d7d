using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

internal sealed class PartnerBehavior() : Behavior("res.partner")
{
    private static readonly string[] s_address = ["street", "street2", "zip", "city", "state_id", "country_id"];

    public override string DisplayName(Env env, Row row) => row.Text("complete_name") ?? row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "commercial_partner_id" => (object)Commercial(env, row).Id,
        "credit" => env.World["account.move.line"].FindBy("partner_id", row.Id)
            .Where(l => env.Value(l, "account_type") is "asset_receivable" && env.Value(l, "parent_state") is "posted")
            .Sum(l => env.Number(l, "amount_residual")),
        "debit" => -env.World["account.move.line"].FindBy("partner_id", row.Id)
            .Where(l => env.Value(l, "account_type") is "liability_payable" && env.Value(l, "parent_state") is "posted")
            .Sum(l => env.Number(l, "amount_residual")),
        "total_invoiced" => env.World["account.move"].FindBy("partner_id", row.Id)
            .Where(m => m.Text("state") == "posted" && m.Text("move_type") is "out_invoice" or "out_refund")
            .Sum(m => env.Number(m, "amount_untaxed_signed")),
        _ => null,
    };

    public override void Default(Env env, JsonObject vals) => vals.TryAdd("lang", "en_US");

    public override void Unlinking(Env env, Row row)
    {
        if (env.World["account.move"].FindBy("partner_id", row.Id).Any(m => m.Text("state") is "draft" or "posted"))
        {
            throw OdooError.User("The partner cannot be deleted because it is used in Accounting");
        }
    }

    public override IEnumerable<Method> Methods() => [Method.OnIds("copy", "default=", Copy)];

    public override void Created(Env env, Row row, JsonObject vals)
    {
        AccessRules.CheckRow(env, env.Model(Model), row, "create");
        VatConstraint.Check(env, row, vals);
        Rename(env, row);
        TakeAddress(env, row, vals);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        VatConstraint.Check(env, row, vals);
        Rename(env, row);
        TakeAddress(env, row, vals);
        if (vals.ContainsKey("active") && !row.Flag("active"))
        {
            RefuseWhileUserIsActive(env, row);
        }
    }

    public static Row Commercial(Env env, Row row)
    {
        while (!row.Flag("is_company") && row.Link("parent_id") is var parent and not 0)
        {
            row = env.Row("res.partner", parent);
        }

        return row;
    }

    private static JsonNode? Copy(Call call)
    {
        var copies = new List<long>();
        foreach (var row in call.Rows)
        {
            var vals = new JsonObject();
            foreach (var field in call.Env.Model(row.Model).Fields.Values.Where(f => !f.Computed && f.Type is not FieldType.One2Many && row[f.Name] is not null))
            {
                vals[field.Name] = FieldValues.ToJson(call.Env, row, field, names: false);
            }

            vals["name"] = $"{row.Text("name")} (copy)";
            foreach (var (name, value) in Js.Copy(call["default"]))
            {
                vals[name] = value?.DeepClone();
            }

            copies.Add(Records.Create(call.Env, row.Model, vals).Id);
        }

        return Js.List(copies);
    }

    /// <summary>A contact takes the address of the partner it is put below, and hands its own on to its contacts.</summary>
    private static void TakeAddress(Env env, Row row, JsonObject vals)
    {
        if (vals.ContainsKey("parent_id") && row.Text("type") == "contact" && env.Linked(row, "parent_id") is { } parent)
        {
            CopyAddress(env, parent, row);
        }

        if (s_address.Any(vals.ContainsKey) || vals.ContainsKey("parent_id"))
        {
            foreach (var child in env.World["res.partner"].FindBy("parent_id", row.Id).Where(c => c.Text("type") == "contact"))
            {
                CopyAddress(env, row, child);
            }
        }
    }

    private static void CopyAddress(Env env, Row from, Row to)
    {
        if (s_address.Any(f => from[f] is not null))
        {
            foreach (var field in s_address)
            {
                Records.Set(env, to, field, from[field]);
            }
        }
    }

    private static void Rename(Env env, Row row)
    {
        if (row.Text("name") is null && row.Text("type") is "contact" or null)
        {
            throw OdooError.Constraint("Contacts require a name");
        }

        var parent = env.Linked(row, "parent_id");
        var name = row.Text("name") ?? "";
        Records.Set(env, row, "complete_name", parent is not null && !row.Flag("is_company") ? $"{parent.Text("name")}, {name}" : name);
    }

    private static void RefuseWhileUserIsActive(Env env, Row row)
    {
        if (env.World["res.users"].FindBy("partner_id", row.Id).FirstOrDefault(u => u.Flag("active")) is not { } user)
        {
            return;
        }

        var text = $"You cannot archive contacts linked to an active user.\nYou first need to archive their associated user.\n\nLinked active users : {user.Text("name")}";
        var action = new JsonObject { ["type"] = "ir.actions.act_window", ["res_model"] = "res.users", ["view_mode"] = "form", ["res_id"] = user.Id };
        var message = $"{text}\n{Python.Repr(action)}\nGo to users\nNone";
        throw new OdooError("odoo.exceptions.RedirectWarning", message, [text, action, "Go to users", null]);
    }
}
