using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>
/// Document numbers. A journal goes on with the pattern of its latest document, credit notes and payments each for themselves; the first is
/// INV/2026/00001, RINV for credit notes, PBNK1 for payments, MISC/2026/11/0001 in other journals.
/// </summary>
internal static class Numbering
{
    public static void Assign(Env env, Row move)
    {
        if (move.Text("name") is { Length: > 0 } given)
        {
            RefuseDuplicate(env, move);
            Note(env, move, given);
            return;
        }

        var date = move.Text("date")!;
        var named = env.World.Numbers[Key(env, move)];
        var pattern = InPeriod(env, named, date) ?? Fresh(env, move, named, date);
        var name = pattern.Name((long)named.Highest(pattern.Prefix) + 1);
        Records.Set(env, move, "name", name);
        Note(env, move, name);
    }

    /// <summary>Remembers a number, such as one that the caller gave.</summary>
    public static void Note(Env env, Row move, string name)
    {
        var format = SequenceFormat.Read(name);
        Records.Set(env, move, "sequence_prefix", format.Prefix);
        Records.Set(env, move, "sequence_number", format.Number);
        Records.Set(env, move, "sequence_key", Key(env, move));
    }

    /// <summary>A number that tells a year or a month tells that of its document's date; one never posted gives way, another one stands against the date.</summary>
    public static void CheckDate(Env env, Row move)
    {
        if (move.Text("name") is not { Length: > 0 } name || move.Text("date") is not { } date || SequenceFormat.Read(name) is not { } format || format.On(date).Prefix == format.Prefix)
        {
            return;
        }

        if (!move.Flag("posted_before"))
        {
            Records.Set(env, move, "name", null);
            return;
        }

        throw OdooError.Validation($"The Date ({date[5..7]}/{date[8..]}/{date[..4]}) you've entered isn't aligned with the existing sequence number ({name}). Clear the sequence number to proceed.\n"
            + "To maintain date-based sequences, select entries and use the resequence option from the actions menu, available in developer mode.");
    }

    /// <summary>Whether no document of its numbers comes after a move.</summary>
    public static bool IsLast(Env env, Row move) => move.Text("name") is not { Length: > 0 } || move.Text("sequence_prefix") is not { } prefix
        || env.World.Numbers[Key(env, move)].Highest(prefix) <= move.Number("sequence_number");

    /// <summary>Whether the numbers of a move's journal begin anew each month, as they do where there are none yet.</summary>
    public static bool IsMonthly(Env env, Row move)
    {
        var name = move.Text("name") is { Length: > 0 } own ? own : env.World.Numbers[Key(env, move)].NewestIn("") is { } newest ? NameOf(env, newest) : null;
        return name is null || SequenceFormat.Read(name).Reset == SequenceReset.Month;
    }

    private static string NameOf(Env env, long move) => env.Row("account.move", move).Text("name")!;

    /// <summary>The latest pattern of the period that a day lies in.</summary>
    private static SequenceFormat? InPeriod(Env env, NumberedSequence named, string date)
    {
        if (named.UpTo(date) is not { } reference)
        {
            return null;
        }

        var period = SequenceFormat.Read(NameOf(env, reference)).Reset switch { SequenceReset.Year => 4, SequenceReset.Month => 7, _ => 0 };
        return named.NewestIn(date[..period]) is { } latest ? SequenceFormat.Read(NameOf(env, latest)) : null;
    }

    /// <summary>The pattern of another period for this one, or the first of a journal.</summary>
    private static SequenceFormat Fresh(Env env, Row move, NumberedSequence named, string date)
    {
        if (named.NewestIn("") is { } newest)
        {
            return SequenceFormat.Read(NameOf(env, newest)).On(date);
        }

        var journal = env.Row("account.journal", move.Link("journal_id"));
        var lead = IsRefund(move) && journal.Flag("refund_sequence") ? "R" : move.Link("origin_payment_id") != 0 && journal.Flag("payment_sequence") ? "P" : "";
        return SequenceFormat.Read(journal.Text("type") is "sale" or "bank" or "cash" or "credit"
            ? $"{lead}{journal.Text("code")}/{date[..4]}/00000"
            : $"{lead}{journal.Text("code")}/{date[..4]}/{date[5..7]}/0000");
    }

    private static string Key(Env env, Row move)
    {
        var journal = env.Row("account.journal", move.Link("journal_id"));
        var kind = journal.Flag("refund_sequence") && IsRefund(move) ? "refund" : journal.Flag("payment_sequence") && move.Link("origin_payment_id") != 0 ? "payment" : "";
        return $"{journal.Id}:{kind}";
    }

    private static bool IsRefund(Row move) => move.Text("move_type") is "out_refund" or "in_refund";

    private static void RefuseDuplicate(Env env, Row move)
    {
        if (env.World["account.move"].FindBy("name", move.Text("name")!).Any(m => m != move && m.Text("state") == "posted" && m.Link("journal_id") == move.Link("journal_id")))
        {
            throw OdooError.Constraint("Another entry with the same name already exists.");
        }
    }
}
