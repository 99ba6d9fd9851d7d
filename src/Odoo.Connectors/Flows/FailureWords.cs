using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>A failed attempt in our own words: codes, amounts and times.</summary>
internal static class FailureWords
{
    public static string Of(PaymentAttempt attempt)
    {
        string number = attempt.AttemptNumber is int n ? string.Create(CultureInfo.InvariantCulture, $", attempt {n}") : "";
        string next = attempt.NextAttemptAt is DateTimeOffset at ? string.Create(CultureInfo.InvariantCulture, $", tried again {at.UtcDateTime:yyyy-MM-dd HH:mm}Z") : "";
        string by = attempt.Declined switch { true => "declined", false => "not declined", null => "failed" };
        return $"{attempt.Ref} of {attempt.Amount} {by}: {Code(attempt.Code)}{number}{next}";
    }

    /// <summary>A code is a few letters and joints; anything else may be somebody's words.</summary>
    public static string Code(string code) => code.Length is > 0 and <= 60 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? code : "a reason that is no code";
}
