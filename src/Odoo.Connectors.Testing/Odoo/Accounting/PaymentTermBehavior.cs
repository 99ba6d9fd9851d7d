using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>account.payment.term: parts that make up the whole.</summary>
internal sealed class PaymentTermBehavior() : Behavior("account.payment.term")
{
    public override void Default(Env env, JsonObject vals) => vals.TryAdd("line_ids", new JsonArray(new JsonArray(0, 0, new JsonObject { ["value"] = "percent", ["value_amount"] = 100, ["nb_days"] = 0 })));

    public override void Created(Env env, Row row, JsonObject vals) => Check(env, row);

    public override void Written(Env env, Row row, JsonObject vals) => Check(env, row);

    public override void Unlinking(Env env, Row row)
    {
        if (env.World["account.move"].Rows.Any(m => m.Link("invoice_payment_term_id") == row.Id))
        {
            throw OdooError.User("Uh-oh! Those payment terms are quite popular and can't be deleted since there are still some records referencing them. How about archiving them instead?");
        }
    }

    private static void Check(Env env, Row row)
    {
        var shares = env.World["account.payment.term.line"].FindBy("payment_id", row.Id).Where(l => l.Text("value") == "percent").Sum(l => l.Number("value_amount"));
        if (Math.Round(shares, 2, MidpointRounding.AwayFromZero) != 100)
        {
            throw OdooError.Validation("The Payment Term must have at least one percent line and the sum of the percent must be 100%.");
        }

        if (row.Flag("early_discount"))
        {
            throw OdooError.NotEmulated("early payment discounts");
        }
    }
}
