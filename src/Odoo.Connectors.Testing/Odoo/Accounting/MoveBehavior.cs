using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>account.move: invoices, credit notes and plain entries.</summary>
internal sealed class MoveBehavior() : Behavior("account.move")
{
    private static readonly string[] s_fixedWhenPosted = ["partner_id", "invoice_date", "invoice_line_ids", "line_ids", "journal_id", "currency_id", "company_id", "move_type", "invoice_payment_term_id", "fiscal_position_id", "invoice_currency_rate", "tax_totals"];
    private static readonly string[] s_movesTaxes = ["currency_id", "invoice_currency_rate", "journal_id"];

    public static bool IsInvoice(Row move) => move.Text("move_type") is "out_invoice" or "out_refund" or "in_invoice" or "in_refund" or "out_receipt" or "in_receipt";

    public static bool IsPurchase(Row move) => move.Text("move_type") is "in_invoice" or "in_refund" or "in_receipt";

    /// <summary>+1 where the receivable is a debit.</summary>
    public static int Sign(Row move) => move.Text("move_type") is "out_refund" or "in_invoice" or "in_receipt" ? -1 : 1;

    public override string DisplayName(Env env, Row row)
    {
        var name = row.Text("name");
        if (row.Text("state") == "draft")
        {
            name = $"Draft {KindOf(row)} {name ?? $"(* {row.Id})"}";
        }

        return row.Text("ref") is { Length: > 0 } reference ? $"{name} ({Python.Shorten(reference, 50)})" : name ?? "";
    }

    private static string KindOf(Row row) => row.Text("move_type") switch
    {
        "out_invoice" => "Invoice",
        "out_refund" => "Credit Note",
        "in_invoice" => "Bill",
        "in_refund" => "Vendor Credit Note",
        "out_receipt" => "Sales Receipt",
        "in_receipt" => "Purchase Receipt",
        _ => "Entry",
    };

    public override object? Compute(Env env, Row row, string field) => MoveFields.Compute(env, row, field);

    public override void Default(Env env, JsonObject vals)
    {
        var type = vals["move_type"] is { } given ? Js.Text(given) : "entry";
        var journalType = type switch { "entry" => "general", _ when type.StartsWith("in_", StringComparison.Ordinal) => "purchase", _ => "sale" };
        if (Js.IsFalse(vals["journal_id"]))
        {
            vals["journal_id"] = Chart.Journal(env, env.Company, journalType)?.Id;
        }

        var journal = env.Row("account.journal", Js.Id(vals["journal_id"] is JsonArray pair ? pair[0]! : vals["journal_id"]!));
        var company = env.Row("res.company", journal.Link("company_id"));
        vals["company_id"] = company.Id;
        if (Js.IsFalse(vals["currency_id"]))
        {
            vals["currency_id"] = journal.Link("currency_id") is var own and not 0 ? own : company.Link("currency_id");
        }
        else if (Js.IsNumber(vals["currency_id"]) && env.World["res.currency"].Find(Js.Id(vals["currency_id"]!)) is null)
        {
            throw OdooError.Type("'>' not supported between instances of 'float' and 'NoneType'");
        }

        if (type != "entry" && !Js.IsFalse(vals["partner_id"]))
        {
            var partner = env.Row("res.partner", Js.Id(vals["partner_id"] is JsonArray named ? named[0]! : vals["partner_id"]!));
            vals.TryAdd("invoice_payment_term_id", env.ForCompany(company.Id).Value(partner, type.StartsWith("in", StringComparison.Ordinal) ? "property_supplier_payment_term_id" : "property_payment_term_id") as long?);
            if (type.StartsWith("out", StringComparison.Ordinal) && Js.IsFalse(vals["invoice_user_id"]))
            {
                vals["invoice_user_id"] = partner["user_id"] as long? ?? PartnerBehavior.Commercial(env, partner)["user_id"] as long? ?? env.Uid;
            }

            if (Js.IsFalse(vals["partner_shipping_id"]))
            {
                vals["partner_shipping_id"] = PartnerAddresses.Of(env.Sudo(), partner.Id, "delivery");
            }

            vals.TryAdd("fiscal_position_id", FiscalPositions.Of(env.Sudo(), partner, company.Id)?.Id);
        }
    }

    public override void Inserted(Env env, Row row) => env.World.Computing.Add(row.Id);

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (row.Text("name") is { Length: > 0 } name)
        {
            Numbering.Note(env, row, name);
        }

        CompanyCheck.Refuse(env, row, KindOf(row));
        CheckJournal(env, row);
        Finish(env, row, vals);
    }

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        if (row.Text("state") == "posted" && vals.Select(v => v.Key).Where(s_fixedWhenPosted.Contains).ToList() is { Count: > 0 } refused)
        {
            throw OdooError.User($"You cannot modify the following readonly fields on a posted move: {string.Join(", ", refused)}");
        }

        if (vals.ContainsKey("date"))
        {
            LockDates.Check(env, row);
        }

        env.World.Computing.Add(row.Id);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        if (vals.ContainsKey("journal_id") || vals.ContainsKey("move_type"))
        {
            CheckJournal(env, row);
        }

        Finish(env, row, vals);
        if (vals.ContainsKey("date"))
        {
            LockDates.Check(env, row);
        }

        if (vals.ContainsKey("date") || vals.ContainsKey("name"))
        {
            Numbering.CheckDate(env, row);
        }
    }

    public override void Unlinking(Env env, Row row)
    {
        if (row.Text("state") == "posted")
        {
            throw OdooError.User("You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it.");
        }

        if (!env.IsSudo && !env.World.Groups.Has(env.User, "account.group_account_manager") && !Numbering.IsLast(env, row))
        {
            throw OdooError.User("You cannot delete this entry, as it has already consumed a sequence number and is not the last one in the chain. You should probably revert it instead.");
        }

        foreach (var line in MoveLines.Of(env, row))
        {
            MoveLines.Delete(env, line);
        }
    }

    private static void CheckJournal(Env env, Row row)
    {
        var type = env.Row("account.journal", row.Link("journal_id")).Text("type");
        if (IsInvoice(row) && type != (IsPurchase(row) ? "purchase" : "sale"))
        {
            throw OdooError.Validation(IsPurchase(row) ? "Cannot create a purchase document in a non purchase journal" : "Cannot create a sale document in a non sale journal");
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("action_post", "", call =>
        {
            Posting.Post(call.Env, call.Rows);
            return false;
        }),
        Method.Each("button_draft", Posting.ToDraft),
        Method.Each("button_cancel", Posting.Cancel),
        Method.OnIds("js_assign_outstanding_line", "line_id", call =>
        {
            var line = call.Env.Row("account.move.line", call.Int("line_id"));
            Reconciler.Reconcile(call.Env, [.. MoveLines.Open(call.Env, call.Row).Where(l => l.Link("account_id") == line.Link("account_id")), line]);
            return null;
        }),
        Method.OnIds("js_remove_outstanding_partial", "partial_id", call =>
        {
            Reconciler.Remove(call.Env.Sudo(), [call.Env.Row("account.partial.reconcile", call.Int("partial_id"))]);
            return true;
        }),
    ];

    private static void Finish(Env env, Row row, JsonObject vals)
    {
        env.World.Computing.Remove(row.Id);
        if (!IsInvoice(row))
        {
            if (row.Text("date") is null)
            {
                Records.Set(env, row, "date", env.Today);
            }

            MoveTotals.SumEntry(env, row);
            Balance.Check(env, row);
            return;
        }

        if (row.Text("state") == "draft")
        {
            if ((vals.ContainsKey("invoice_date") && Js.IsFalse(vals["date"])) || row.Text("date") is null)
            {
                Records.Set(env, row, "date", row.Text("invoice_date") ?? env.Today);
            }

            if (!vals.ContainsKey("invoice_currency_rate") && (vals.ContainsKey("invoice_date") || vals.ContainsKey("currency_id") || row.Number("invoice_currency_rate") == 0))
            {
                Records.Set(env, row, "invoice_currency_rate", Money.Rate(env, row.Link("currency_id"), row.Link("company_id"), row.Text("invoice_date") ?? env.Today));
                env.World.TaxesDirty.Add(row.Id);
            }

            if (s_movesTaxes.Any(vals.ContainsKey))
            {
                env.World.TaxesDirty.Add(row.Id);
            }
        }

        MoveTotals.Sync(env, row, vals["tax_totals"] as JsonObject, dueGiven: vals.ContainsKey("invoice_date_due"));
    }
}
