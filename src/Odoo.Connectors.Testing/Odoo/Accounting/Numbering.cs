using System.Globalization;
using System.Text.RegularExpressions;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Document numbers: INV/2026/00001, RINV for credit notes, PBNK1 for payments, MISC/2026/11/0001 for plain entries.</summary>
internal static partial class Numbering
{
    public static void Assign(Env env, Row move)
    {
        if (move.Text("name") is { Length: > 0 })
        {
            RefuseDuplicate(env, move);
            return;
        }

        var (prefix, width) = Prefix(env, move);
        var last = env.World["account.move"].FindBy("sequence_key", Key(move, prefix)).Select(m => (long)(m["sequence_number"] ?? 0L)).DefaultIfEmpty().Max();
        Put(env, move, prefix, last + 1, width);
    }

    /// <summary>Remembers a number that the caller gave.</summary>
    public static void Note(Env env, Row move, string name)
    {
        var match = Parts().Match(name);
        if (match.Success)
        {
            Remember(env, move, match.Groups[1].Value, long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }
    }

    private static void Put(Env env, Row move, string prefix, long number, int width)
    {
        Records.Set(env, move, "name", prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));
        Remember(env, move, prefix, number);
    }

    private static void Remember(Env env, Row move, string prefix, long number)
    {
        Records.Set(env, move, "sequence_prefix", prefix);
        Records.Set(env, move, "sequence_number", number);
        Records.Set(env, move, "sequence_key", Key(move, prefix));
    }

    private static string Key(Row move, string prefix) => $"{move.Link("journal_id")}:{prefix}";

    private static (string Prefix, int Width) Prefix(Env env, Row move)
    {
        var journal = env.Row("account.journal", move.Link("journal_id"));
        var date = move.Text("date")!;
        var lead = move.Text("move_type")!.EndsWith("_refund", StringComparison.Ordinal) && journal.Flag("refund_sequence") ? "R"
            : move.Link("origin_payment_id") != 0 && journal.Flag("payment_sequence") ? "P" : "";
        return journal.Text("type") == "general"
            ? ($"{journal.Text("code")}/{date[..4]}/{date[5..7]}/", 4)
            : ($"{lead}{journal.Text("code")}/{date[..4]}/", 5);
    }

    private static void RefuseDuplicate(Env env, Row move)
    {
        if (env.World["account.move"].FindBy("name", move.Text("name")!).Any(m => m != move && m.Text("state") == "posted" && m.Link("journal_id") == move.Link("journal_id")))
        {
            throw OdooError.Constraint("Another entry with the same name already exists.");
        }
    }

    [GeneratedRegex(@"^(.*?)(\d{1,9})$")]
    private static partial Regex Parts();
}
