using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>action_post, button_draft and button_cancel.</summary>
internal static class Posting
{
    public static void Post(Env env, IReadOnlyCollection<Row> moves)
    {
        var problems = moves.SelectMany(m => Problems(env, m)).Distinct().ToList();
        if (problems.Count > 0)
        {
            throw OdooError.User(string.Join('\n', problems));
        }

        foreach (var move in moves.OrderBy(m => m.Text("date"), StringComparer.Ordinal).ThenBy(m => m.Text("ref") ?? "", StringComparer.Ordinal).ThenBy(m => m.Id))
        {
            PostOne(env, move);
        }
    }

    public static void ToDraft(Env env, Row move)
    {
        if (move.Text("state") == "draft")
        {
            throw OdooError.User("Only posted/cancelled journal entries can be reset to draft.");
        }

        if (move.Text("state") == "posted" && env.Row("account.journal", move.Link("journal_id")).Flag("restrict_mode_hash_table") && move.Text("inalterable_hash") is not null)
        {
            throw OdooError.User("You cannot reset to draft a locked journal entry.");
        }

        if (env.World["account.partial.reconcile"].FindBy("exchange_move_id", move.Id).Any())
        {
            throw OdooError.User("You cannot reset to draft an exchange difference journal entry.");
        }

        LockDates.Check(env, move);
        Records.Set(env, move, "state", "draft");
    }

    public static void Cancel(Env env, Row move)
    {
        if (move.Text("state") == "posted")
        {
            ToDraft(env, move);
        }

        if (move.Text("state") != "draft")
        {
            throw OdooError.User("Only draft journal entries can be cancelled.");
        }

        Reconciler.Unreconcile(env, MoveLines.Of(env, move).ToList());
        Records.Set(env, move, "state", "cancel");
        Records.Set(env, move, "auto_post", "no");
        Records.Set(env, move, "payment_state", "not_paid");
    }

    private static IEnumerable<string> Problems(Env env, Row move)
    {
        if (move.Text("state") != "draft")
        {
            yield return $"The entry {move.Text("name")} (id {move.Id}) must be in draft.";
            yield break;
        }

        if (!MoveLines.Of(env, move).Any(l => l.Text("display_type") is not ("line_note" or "line_section" or "line_subsection")))
        {
            yield return "Even magicians can't post nothing!";
        }

        if (env.Linked(move, "currency_id") is { } currency && !currency.Flag("active"))
        {
            yield return $"You cannot validate a document with an inactive currency: {currency.Text("name")}";
        }

        if (MoveBehavior.IsInvoice(move) && move.Number("amount_total") < 0)
        {
            yield return "You cannot validate an invoice with a negative total amount. You should create a credit note instead. Use the action menu to transform it into a credit note or refund.";
        }

        if (MoveBehavior.IsPurchase(move) && move.Link("partner_id") == 0 && move.Text("move_type") != "in_receipt")
        {
            yield return "The field 'Vendor' is required, please complete it to validate the Vendor Bill.";
        }

        if (MoveBehavior.IsPurchase(move) && move.Text("invoice_date") is null)
        {
            yield return "The Bill/Refund date is required to validate this document.";
        }

        var journal = env.Row("account.journal", move.Link("journal_id"));
        if (!journal.Flag("active"))
        {
            yield return $"You cannot post an entry in an archived journal ({journal.Text("name")})";
        }

        if (move.Text("auto_post") is not (null or "no") && move.Text("date") is { } day && string.CompareOrdinal(day, env.Today) > 0)
        {
            yield return $"This move is configured to be auto-posted on {day[5..7]}/{day[8..]}/{day[..4]}";
        }

        if (move.Text("move_type") is "out_invoice" or "out_refund" && move.Link("partner_id") == 0)
        {
            yield return "The 'Customer' field is required to validate the invoice.\nYou probably don't want to explain to your auditor that you invoiced an invisible man :)";
        }
    }

    private static void PostOne(Env env, Row move)
    {
        if (MoveBehavior.IsInvoice(move))
        {
            if (move.Text("invoice_date") is null)
            {
                Records.Set(env, move, "invoice_date", env.Today);
                Records.Set(env, move, "date", env.Today);
            }
        }

        Records.Set(env, move, "date", LockDates.Allowed(env, move));
        Numbering.Assign(env, move);
        Records.Set(env, move, "state", "posted");
        Records.Set(env, move, "posted_before", true);
        if (env.Row("account.journal", move.Link("journal_id")).Flag("restrict_mode_hash_table"))
        {
            Records.Set(env, move, "inalterable_hash", $"$4${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{move.Id}:{move.Text("name")}")))}");
        }

        if (MoveBehavior.IsInvoice(move))
        {
            if (move.Text("payment_reference") is not { Length: > 0 } && move.Text("move_type") == "out_invoice")
            {
                Records.Set(env, move, "payment_reference", PaymentReference.Of(env, move));
            }

            Installments.Sync(env.Sudo(), move, dueGiven: false);
            PaymentStates.Refresh(env, move);
        }

        Ranks.Count(env, move);
        ReconcileWithReversed(env, move);
    }

    private static void ReconcileWithReversed(Env env, Row move)
    {
        if (env.Linked(move, "reversed_entry_id") is { } reversed && reversed.Text("state") == "posted")
        {
            Reversing.Settle(env.Sudo(), reversed, move);
        }
    }
}
