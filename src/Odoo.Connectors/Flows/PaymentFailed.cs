using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>An attempt to collect money failed. Nothing is booked: the CRM is told where the account stands, the audit trail why.</summary>
internal static class PaymentFailed
{
    public static Decision Decide(Change change, Chain chain, Known known)
    {
        PaymentAttempt? attempt = change.Record as PaymentAttempt;
        if (attempt is null && !known.TryRead(change.Subject, out attempt))
        {
            return Decision.Needs;
        }

        if (attempt?.Invoice is null)
        {
            return new Decision.Absorb(attempt is null ? "its source shows no failed attempt any more" : $"{Words(attempt)}; it was to pay no invoice");
        }

        if (!chain.TryInvoice(attempt.Invoice, out Invoice? invoice))
        {
            return chain.Stop(known);
        }

        chain.Note(Words(attempt));
        bool owed = !invoice.IsPaid && invoice.VoidedAt is null;
        return chain.TryStatus(invoice with { CollectionFailed = owed }) ? chain.Decide() : chain.Stop(known);
    }

    private static string Words(PaymentAttempt attempt)
    {
        string number = attempt.AttemptNumber is int n ? string.Create(CultureInfo.InvariantCulture, $", attempt {n}") : "";
        string next = attempt.NextAttemptAt is DateTimeOffset at ? string.Create(CultureInfo.InvariantCulture, $", tried again {at.UtcDateTime:yyyy-MM-dd HH:mm}Z") : "";
        string by = attempt.Declined switch { true => "declined", false => "not declined", null => "failed" };
        return $"{attempt.Ref} of {attempt.Amount} {by}: {Code(attempt.Code)}{number}{next}";
    }

    /// <summary>A code is a few letters and joints; anything else may be somebody's words.</summary>
    private static string Code(string code) => code.Length is > 0 and <= 60 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? code : "a reason that is no code";
}
