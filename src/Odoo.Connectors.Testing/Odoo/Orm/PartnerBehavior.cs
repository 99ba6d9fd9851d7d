using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

internal sealed class PartnerBehavior() : Behavior("res.partner")
{
    private static readonly string[] s_address = ["street", "street2", "zip", "city", "state_id", "country_id"];

    public override string DisplayName(Env env, Row row) => PartnerNames.Of(env, row);

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "commercial_partner_id" => (object)Commercial(env, row).Id,
        "credit" => env.World["account.move.line"].FindBy("partner_id", row.Id)
            .Where(l => l.Link("company_id") == env.Company && env.Value(l, "account_type") is "asset_receivable" && env.Value(l, "parent_state") is "posted")
            .Sum(l => env.Number(l, "amount_residual")),
        "debit" => -env.World["account.move.line"].FindBy("partner_id", row.Id)
            .Where(l => l.Link("company_id") == env.Company && env.Value(l, "account_type") is "liability_payable" && env.Value(l, "parent_state") is "posted")
            .Sum(l => env.Number(l, "amount_residual")),
        "total_invoiced" => WithContacts(env, row).SelectMany(p => env.World["account.move"].FindBy("partner_id", p.Id))
            .Where(m => m.Text("state") == "posted" && env.Companies.Contains(m.Link("company_id")) && m.Text("move_type") is "out_invoice" or "out_refund")
            .Sum(m => env.Number(m, "amount_untaxed_signed")),
        "supplier_invoice_count" => (long)WithContacts(env, row).SelectMany(p => env.World["account.move"].FindBy("partner_id", p.Id)).Count(m => m.Text("move_type") is "in_invoice" or "in_refund"),
        "sale_order_count" => (long)WithContacts(env, row).SelectMany(p => env.World["sale.order"].FindBy("partner_id", p.Id)).Count(),
        "opportunity_count" => (long)WithContacts(env, row).SelectMany(p => env.World["crm.lead"].FindBy("partner_id", p.Id)).Count(l => l.Text("type") == "opportunity"),
        "currency_id" => env.Row("res.company", env.Company).Link("currency_id"),
        "fiscal_country_codes" => string.Join(',', env.Companies.Select(c => env.Linked(env.Row("res.company", c), "country_id")?.Text("code")).OfType<string>().Distinct()),
        "parent_name" => env.Linked(row, "parent_id")?["name"],
        "commercial_company_name" => Commercial(env, row) is var head && head.Flag("is_company") ? head.Text("name") : row.Text("company_name"),
        "type_address_label" => row.Text("type") switch { "invoice" => "Invoice Address", "delivery" => "Delivery Address", "other" => "Other Address", _ => "Address" },
        "email_formatted" => row.Text("email") is { Length: > 0 } address ? $"\"{row.Text("name")}\" <{address.Trim().ToLowerInvariant()}>" : null,
        "days_sales_outstanding" => 0m,
        "same_vat_partner_id" => Twin(env, row, "vat"),
        "same_company_registry_partner_id" => Twin(env, row, "company_registry"),
        "company_type" => row.Flag("is_company") ? "company" : "person",
        "is_public" => false,
        "partner_share" => !env.World["res.users"].FindBy("partner_id", row.Id).Any(),
        "country_code" => env.Linked(row, "country_id")?["code"],
        "email_normalized" => row.Text("email") is { } mail && mail.Contains('@', StringComparison.Ordinal) ? mail.Trim().ToLowerInvariant() : null,
        "contact_address" => string.Join('\n', new[] { row.Text("street"), row.Text("street2"), $"{row.Text("zip")} {row.Text("city")}".Trim(), env.Linked(row, "country_id")?.Text("name") }.Where(t => t is { Length: > 0 })),
        _ when field.StartsWith("image_", StringComparison.Ordinal) => row["image_1920"],
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        CleanWebsite(vals);
        if (vals["parent_id"] is { } link && !Js.IsFalse(link) && env.World["res.partner"].Find(Js.Id(link is JsonArray pair ? pair[0]! : link)) is { } parent)
        {
            vals.TryAdd("lang", parent.Text("lang"));
            if (Js.IsFalsy(vals["is_company"]) && Js.IsFalse(vals["user_id"]))
            {
                vals["user_id"] = parent["user_id"] as long?;
            }
        }

        vals.TryAdd("lang", "en_US");
    }

    public override object? CompanyDefault(Env env, string field) => field switch
    {
        "property_account_receivable_id" => Accounting.Chart.Receivable(env.Sudo(), env.Company).Id,
        "property_account_payable_id" => Accounting.Chart.Payable(env.Sudo(), env.Company).Id,
        _ => null,
    };

    public override void Writing(Env env, Row row, JsonObject vals) => CleanWebsite(vals);

    public override void Unlinking(Env env, Row row)
    {
        if (env.World["account.move"].FindBy("partner_id", row.Id).Any(m => m.Text("state") is "draft" or "posted"))
        {
            throw OdooError.User("The partner cannot be deleted because it is used in Accounting");
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("address_get", "adr_pref=", AddressGet),
    ];

    public override void Created(Env env, Row row, JsonObject vals)
    {
        AccessRules.CheckRow(env, env.Model(Model), row, "create");
        RefuseCircle(env, row);
        Rename(env, row);
        TakeAddress(env, row, vals);
        GiveAddress(env, row);
        CommercialFields.Sync(env, row, vals);
        VatNumbers.Check(env, row, vals);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        RefuseCircle(env, row);
        Rename(env, row);
        TakeAddress(env, row, vals);
        CommercialFields.Sync(env, row, vals);
        VatNumbers.Check(env, row, vals);
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

    private static IEnumerable<Row> WithContacts(Env env, Row row) =>
        env.World["res.partner"].FindBy("parent_id", row.Id).ToList().SelectMany(c => WithContacts(env, c)).Prepend(row);

    private static long? Twin(Env env, Row row, string field) => row.Text(field) is { Length: > 1 } value
        ? env.World["res.partner"].FindBy(field, value).FirstOrDefault(p => p.Id != row.Id && p.Link("parent_id") == 0 && (p.Link("company_id") == 0 || p.Link("company_id") == row.Link("company_id")))?.Id
        : null;

    private static JsonNode? AddressGet(Call call) => new JsonObject(PartnerAddresses.Get(call.Env, call.Row, call.Names("adr_pref"))
        .Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));

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

    /// <summary>The address of a first contact is that of its company, if that has none.</summary>
    private static void GiveAddress(Env env, Row row)
    {
        if (env.Linked(row, "parent_id") is { } parent && (parent.Flag("is_company") || parent.Link("parent_id") == 0) && s_address.All(f => parent[f] is null)
            && env.World["res.partner"].FindBy("parent_id", parent.Id).Count(c => c.Flag("active")) == 1)
        {
            CopyAddress(env, row, parent);
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

        PartnerNames.Store(env, row);
    }

    /// <summary>Nobody is a contact of one of his contacts.</summary>
    private static void RefuseCircle(Env env, Row row)
    {
        var seen = new HashSet<long> { row.Id };
        for (var above = env.Linked(row, "parent_id"); above is not null; above = env.Linked(above, "parent_id"))
        {
            if (!seen.Add(above.Id))
            {
                throw OdooError.Validation("You cannot create recursive Partner hierarchies.");
            }
        }
    }

    private static void CleanWebsite(JsonObject vals)
    {
        if (vals["website"] is { } given && Js.IsText(given) && Js.Text(given) is { Length: > 0 } site && !site.Contains("://", StringComparison.Ordinal))
        {
            vals["website"] = $"http://{site.TrimStart('/')}";
        }
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
