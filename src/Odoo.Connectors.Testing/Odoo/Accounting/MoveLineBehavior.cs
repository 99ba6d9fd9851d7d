using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class MoveLineBehavior() : Behavior("account.move.line")
{
    private static readonly string[] s_movesTaxes = ["price_unit", "quantity", "discount", "tax_ids", "product_id", "display_type"];

    public override string DisplayName(Env env, Row row)
    {
        var move = env.Linked(row, "move_id");
        var known = move?.Text("ref") is { Length: > 0 } reference ? $"({reference})" : null;
        var label = row.Text("name") is { Length: > 0 } name ? name : env.Linked(row, "product_id") is { } product ? ProductName(env, product) : null;
        return string.Join(' ', new[] { move?.Text("name"), known, label }.Where(t => t is { Length: > 0 }));
    }

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "move_name" => Move(env, row).Text("name"),
        "account_type" => env.Linked(row, "account_id")?.Text("account_type"),
        "debit" => Math.Max(row.Number("balance"), 0m),
        "credit" => Math.Max(-row.Number("balance"), 0m),
        "date" => Move(env, row).Text("date"),
        "parent_state" => Move(env, row).Text("state"),
        "journal_id" => Move(env, row)["journal_id"],
        "payment_id" => Move(env, row)["origin_payment_id"],
        "currency_rate" => Move(env, row).Number("invoice_currency_rate") is var rate and not 0 ? rate : 1m,
        "tax_group_id" => env.Linked(row, "tax_line_id")?["tax_group_id"],
        "amount_residual" => Reconciler.Residual(env, row, inCurrency: false),
        "amount_residual_currency" => Reconciler.Residual(env, row, inCurrency: true),
        "reconciled" => Reconciler.IsReconciled(env, row),
        "matching_number" => FullReconciles.NumberOf(env, row),
        "company_currency_id" => env.Row("res.company", row.Link("company_id"))["currency_id"],
        "statement_line_id" => Move(env, row)["statement_line_id"],
        "account_code" => env.Linked(row, "account_id")?.Text("code"),
        "account_name" => env.Linked(row, "account_id")?.Text("name"),
        "account_internal_group" => env.Linked(row, "account_id")?.Text("account_type") is { } type ? (type == "off_balance" ? "off" : type.Split('_')[0]) : null,
        "move_type" or "ref" or "invoice_date" => Move(env, row)[field],
        "is_refund" => Move(env, row).Text("move_type") is "out_refund" or "in_refund",
        "is_same_currency" => row.Link("currency_id") == env.Row("res.company", row.Link("company_id")).Link("currency_id"),
        "is_account_reconcile" => env.Linked(row, "account_id")?.Flag("reconcile") is true,
        "payment_date" => row["date_maturity"],
        "reconciled_lines_ids" => PaymentStates.Counterparts(env, row).Select(l => l.Id).Order().ToArray(),
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        var move = env.Row("account.move", Js.Id(vals["move_id"] ?? throw OdooError.Constraint("Missing required value for the field 'Journal Entry' (move_id).")));
        var type = vals["display_type"] is { } given && Js.IsText(given) ? Js.Text(given) : "product";
        vals["company_id"] = move.Link("company_id");
        vals.TryAdd("partner_id", MoveLines.PartnerOf(env, move) as long?);
        if (!MoveBehavior.IsInvoice(move))
        {
            EntryLines.Default(env, move, vals);
            if (Js.IsFalse(vals["account_id"]) && type is not ("line_note" or "line_section" or "line_subsection"))
            {
                throw OdooError.Constraint("Missing required account on accountable line.");
            }

            return;
        }

        vals.TryAdd("currency_id", move["currency_id"] as long?);

        if (type is "line_note" or "line_section" or "line_subsection")
        {
            vals["quantity"] = 0;
        }
        else if (type == "product")
        {
            DefaultProductLine(env, move, vals);
        }
    }

    public override void Created(Env env, Row row, JsonObject vals) => Changed(env, row, vals);

    public override void Written(Env env, Row row, JsonObject vals)
    {
        if (EntryLines.Given(vals) is { } balance)
        {
            Records.Set(env, row, "balance", balance);
            Records.Set(env, row, "amount_currency", vals["amount_currency"] is null && row.Link("currency_id") == env.Row("res.company", row.Link("company_id")).Link("currency_id") ? balance : row.Number("amount_currency"));
        }
        else if (vals.ContainsKey("amount_currency") && !vals.ContainsKey("balance"))
        {
            var move = Move(env, row);
            var rate = move.Number("invoice_currency_rate") is var r and not 0 ? r : 1m;
            Records.Set(env, row, "balance", Money.Round(env, env.Row("res.company", move.Link("company_id")).Link("currency_id"), row.Number("amount_currency") / rate));
        }

        Changed(env, row, vals);
    }

    public override void Unlinking(Env env, Row row)
    {
        var move = Move(env, row);
        if (move.Text("state") == "posted")
        {
            throw OdooError.User("You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it.");
        }

        if (row.Text("display_type") == "tax" && MoveLines.Of(env, move).Any(l => l.Links("tax_ids").Length > 0))
        {
            throw OdooError.Validation("You cannot delete a tax line as it would impact the tax report");
        }

        if (row.Text("display_type") == "payment_term" && MoveBehavior.IsInvoice(move))
        {
            throw OdooError.Validation("You cannot delete a payable/receivable line as it would not be consistent with the payment terms");
        }

        Reconciler.Unreconcile(env, [row]);
    }

    public override void Unlinked(Env env, Row row)
    {
        if (env.World["account.move"].Find(row.Link("move_id")) is { } move && MoveBehavior.IsInvoice(move))
        {
            env.World.TaxesDirty.Add(move.Id);
            Sync(env, move);
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("reconcile", "", call =>
        {
            Reconciler.Reconcile(call.Env, call.Rows);
            return null;
        }),
        Method.OnIds("remove_move_reconcile", "", call =>
        {
            Reconciler.Unreconcile(call.Env, call.Rows);
            return null;
        }),
    ];

    private static Row Move(Env env, Row row) => env.Row("account.move", row.Link("move_id"));

    private static void DefaultProductLine(Env env, Row move, JsonObject vals)
    {
        var product = vals["product_id"] is { } link && !Js.IsFalse(link) ? env.Row("product.product", Js.Id(link is JsonArray pair ? pair[0]! : link)) : null;
        var company = env.Row("res.company", move.Link("company_id"));
        var bought = MoveBehavior.IsPurchase(move);
        var position = env.Linked(move, "fiscal_position_id");
        if (Js.IsFalse(vals["account_id"]))
        {
            var own = product is null ? 0 : env.ForCompany(company.Id).Linked(product, bought ? "property_account_expense_id" : "property_account_income_id")?.Id ?? 0;
            vals["account_id"] = own != 0 ? own : env.Linked(env.Row("account.journal", move.Link("journal_id")), "default_account_id")?.Id
                ?? throw OdooError.Constraint("Missing required account on accountable line.");
            vals["account_id"] = FiscalPositions.MapAccount(env.Sudo(), own != 0 ? position : null, Js.Id(vals["account_id"]!));
        }

        vals.TryAdd("quantity", 1);
        if (product is not null)
        {
            vals.TryAdd("name", ProductName(env, product));
            vals.TryAdd("price_unit", bought ? env.ForCompany(company.Id).Number(product, "standard_price") : product.Number("list_price"));
            vals.TryAdd("product_uom_id", product["uom_id"] as long?);
        }

        if (!vals.ContainsKey("tax_ids"))
        {
            var taxes = product?.Links(bought ? "supplier_taxes_id" : "taxes_id").Where(t => env.Row("account.tax", t).Link("company_id") == company.Id)
                ?? (company.Link(bought ? "account_purchase_tax_id" : "account_sale_tax_id") is var tax and not 0 ? [tax] : []);
            vals["tax_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(FiscalPositions.Map(env.Sudo(), position, taxes))));
        }
    }

    private static string ProductName(Env env, Row product) => env.World.BehaviorOf("product.product").DisplayName(env, product);

    private static void Changed(Env env, Row row, JsonObject vals)
    {
        var move = Move(env, row);
        if (!MoveBehavior.IsInvoice(move))
        {
            if (!env.World.Computing.Contains(move.Id))
            {
                MoveTotals.SumEntry(env, move);
                Balance.Check(env, move);
            }

            return;
        }

        if (row.Text("display_type") == "product" && s_movesTaxes.Any(vals.ContainsKey))
        {
            env.World.TaxesDirty.Add(move.Id);
        }

        Sync(env, move);
    }

    private static void Sync(Env env, Row move)
    {
        if (!env.World.Computing.Contains(move.Id))
        {
            MoveTotals.Sync(env, move);
        }
    }
}
