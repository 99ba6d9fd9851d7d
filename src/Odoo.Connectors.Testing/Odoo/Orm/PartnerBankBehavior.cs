using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>res.partner.bank: an account number, an IBAN where it looks like one.</summary>
internal sealed class PartnerBankBehavior() : Behavior("res.partner.bank")
{
    public override string DisplayName(Env env, Row row) =>
        row.Text("bank_name") is { Length: > 0 } bank ? $"{row.Text("acc_number")} - {bank}" : row.Text("acc_number") ?? "";

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "acc_holder_name" => env.Linked(row, "partner_id")?.Text("name"),
        "sanitized_acc_number" => Sanitized(row),
        _ => IsIban(Sanitized(row)) ? "iban" : "bank",
    };

    private static string Sanitized(Row row) => string.Concat((row.Text("acc_number") ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The two letters and check digits go last, letters count from 10, and what remains of 97 is 1.</summary>
    private static bool IsIban(string number) => number.Length is >= 15 and <= 34 && char.IsLetter(number[0]) && char.IsLetter(number[1]) && number.All(char.IsAsciiLetterOrDigit)
        && (number[4..] + number[..4]).Aggregate(0, (rest, c) => char.IsDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97) == 1;
}
