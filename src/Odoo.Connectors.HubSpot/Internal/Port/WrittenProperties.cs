using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The properties that statuses are written to, by their names behind the prefix.</summary>
internal sealed class WrittenProperties(HubSpotOptions options)
{
    public string Status => Name("status");

    public string Mrr => Name("mrr");

    public string Balance => Name("balance");

    public string Overdue => Name("overdue");

    public string Currency => Name("currency");

    public string LastPaymentOn => Name("last_payment_on");

    public string LastPaymentAmount => Name("last_payment_amount");

    public string RenewsOn => Name("renews_on");

    public string FailureCode => Name("failure_code");

    public string FailureAmount => Name("failure_amount");

    public string FailureAttempt => Name("failure_attempt");

    public string FailedOn => Name("failed_on");

    public string NextAttemptOn => Name("next_attempt_on");

    public string Standing => Name("standing");

    public string StandingSince => Name("standing_since");

    public string DunningStep => Name("dunning_step");

    public string PromisedUntil => Name("promised_until");

    public string Contract => Name("contract");

    public string ContractVersion => Name("contract_version");

    public string Terms => Name("terms");

    public string EndsOn => Name("ends_on");

    public string Amendment => Name("amendment");

    public string AmendedOn => Name("amended_on");

    public string InvoiceNumber => Name("invoice_number");

    public string InvoiceState => Name("invoice_state");

    public string PaidOn => Name("paid_on");

    /// <summary>A summary's fields; what is not known is left as HubSpot shows it.</summary>
    /// <exception cref="ConnectorException">Amounts of several currencies: the properties hold one.</exception>
    public JsonObject Of(AccountSummary summary)
    {
        JsonObject fields = Of(summary.Status);
        Money?[] amounts = [summary.Mrr, summary.Balance, summary.Overdue, summary.LastPaymentAmount, summary.CollectionFailure?.Amount];
        Currency[] currencies = [.. amounts.Where(a => a is not null).Select(a => a!.Value.Currency).Distinct()];
        if (currencies.Length > 1)
        {
            throw new ConnectorException(
                ErrorKind.Validation,
                $"The summary of {summary.Customer} has amounts in {string.Join(" and ", currencies)}; {Currency} holds one currency: map the others to properties of their own, or bill the customer in one.")
            {
                Field = Currency,
            };
        }

        Set(fields, Mrr, summary.Mrr);
        Set(fields, Balance, summary.Balance);
        Set(fields, Overdue, summary.Overdue);
        Set(fields, LastPaymentAmount, summary.LastPaymentAmount);
        Set(fields, Currency, currencies.Length == 0 ? null : currencies[0].Code);
        Set(fields, LastPaymentOn, Day(summary.LastPaymentOn));
        Set(fields, RenewsOn, Day(summary.RenewsOn) ?? (summary.Status == ContractStatus.Ended ? "" : null));
        if (summary.CollectionFailure is { } failure)
        {
            Set(fields, failure, failure.Amount?.Amount.ToString(CultureInfo.InvariantCulture) ?? "");
        }

        return fields;
    }

    /// <summary>Where a customer stands with what it owes; what is null is emptied.</summary>
    public JsonObject Of(AccountStanding standing) => new()
    {
        [Standing] = ValueOf(standing.Status), [StandingSince] = Day(standing.Since) ?? "", [DunningStep] = standing.Step ?? "", [PromisedUntil] = Day(standing.PromisedUntil) ?? "",
    };

    /// <summary>What became of a deal.</summary>
    public JsonObject Of(DealProgress progress)
    {
        JsonObject fields = progress.Status is { } status ? Of(status) : [];
        // An end that was taken back must not go on being shown.
        string? none = progress.Terms is null ? null : "";
        Set(fields, Contract, progress.Contract?.Id);
        Set(fields, ContractVersion, progress.ContractVersion);
        Set(fields, Terms, progress.Terms);
        Set(fields, Mrr, progress.Mrr);
        Set(fields, EndsOn, Day(progress.EndsOn) ?? none);
        Set(fields, RenewsOn, Day(progress.RenewsOn) ?? none);
        Set(fields, Amendment, progress.Amendment is { } amendment ? ValueOf(amendment) : null);
        Set(fields, AmendedOn, Day(progress.AmendedOn));
        Set(fields, InvoiceNumber, progress.InvoiceNumber);
        Set(fields, InvoiceState, progress.InvoiceState is { } state ? ValueOf(state) : null);
        Set(fields, PaidOn, Day(progress.PaidOn));
        if (progress.CollectionFailure is { } failure)
        {
            Set(fields, failure, amount: null);
        }

        Set(fields, DunningStep, progress.DunningStep);
        return fields;
    }

    public JsonObject Of(ContractStatus status) => new() { [Status] = StatusValue(status) };

    public string StatusValue(ContractStatus status) => options.StatusValues[status.ToString()];

    /// <summary>The internal value of a state or kind: its name in small letters with underscores.</summary>
    public static string ValueOf(Enum state) =>
        string.Concat(state.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? $"{(i == 0 ? "" : "_")}{char.ToLowerInvariant(c)}" : $"{c}"));

    private static void Set(JsonObject fields, string name, string? value)
    {
        if (value is not null)
        {
            fields[name] = value;
        }
    }

    /// <summary>What could not be collected; what is null is emptied, but for the amount, which is left.</summary>
    private void Set(JsonObject fields, CollectionFailure failure, string? amount)
    {
        fields[FailureCode] = failure.Code ?? "";
        Set(fields, FailureAmount, amount);
        fields[FailureAttempt] = failure.AttemptNumber?.ToString(CultureInfo.InvariantCulture) ?? "";
        fields[FailedOn] = Day(failure.FailedOn) ?? "";
        fields[NextAttemptOn] = Day(failure.NextAttemptOn) ?? "";
    }

    private static void Set(JsonObject fields, string name, Money? money) => Set(fields, name, money?.Amount.ToString(CultureInfo.InvariantCulture));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Name(string name) => $"{options.PropertyPrefix}{name}";
}
