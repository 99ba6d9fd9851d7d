using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What the planners of money ask of the set-up: journals and accounts, each with a case that says what to set.</summary>
internal static class MoneyContext
{
    /// <summary>The journal of a means of payment; where none is named for it, that of the source, else the usual one.</summary>
    public static bool TryPaymentJournal(this PlanContext context, ExternalRef source, string? method, long usual, out long id, ref CaseReason? problem)
    {
        OdooErpOptions options = context.Options;
        (string Setting, string Code)? own = method is not null && options.PaymentJournals.TryGetValue(method, out string? named)
            ? ($"PaymentJournals:{method}", named)
            : options.GatewayJournal is string gateway ? ("GatewayJournal", gateway) : null;
        if (own is not (string setting, string code))
        {
            return context.TryJournal(source, isPayment: true, usual, out id, ref problem);
        }

        bool known = context.TryJournal(setting, code, out ErpJournal journal, ref problem);
        id = journal?.Id ?? 0;
        return known;
    }

    public static bool TryJournal(this PlanContext context, string setting, string code, out ErpJournal journal, ref CaseReason? problem)
    {
        bool known = context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.PaymentJournal, code), out ErpJournal? found);
        journal = found!;
        if (known && found is null)
        {
            string field = $"Systems:{context.System}:{setting}";
            problem ??= new CaseReason(
                ErrorKind.Configuration, "missing-journal", $"Company '{context.Options.Company}' has no bank journal with the code '{code}'; create it, or correct {field}, then retry.", field);
        }

        return known;
    }

    /// <summary>The account of a setting.</summary>
    public static bool TryAccount(this PlanContext context, string setting, string? code, string why, out long id, ref CaseReason? problem)
    {
        id = 0;
        string field = $"Systems:{context.System}:{setting}";
        if (code is null)
        {
            problem ??= new CaseReason(ErrorKind.Configuration, "missing-account", $"{why}, and {field} is not set; set it to the code of an account, then retry.", field);
            return true;
        }

        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Account, code), out ErpId? found))
        {
            return false;
        }

        if (found is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "missing-account", $"Company '{context.Options.Company}' has no account with the code '{code}'; create it, or correct {field}, then retry.", field);
        }

        id = found?.Id ?? 0;
        return true;
    }

    /// <summary>The rate of a currency on a day.</summary>
    public static bool TryRate(this PlanContext context, Currency currency, string date, out ErpExchange? rate, ref CaseReason? problem)
    {
        bool known = context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Exchange, $"{currency.Code}\n{date}"), out rate);
        if (known && rate is null)
        {
            problem ??= new CaseReason(ErrorKind.Configuration, "missing-rate", $"Odoo has no rate of {currency} on {date}; enter one there, then retry.", "currency");
        }

        return known;
    }

    /// <summary>Why a journal has no clearing account.</summary>
    public static CaseReason NoClearing(this PlanContext context, string code) => new(
        ErrorKind.Configuration, "clearing-account",
        $"The payment methods of journal '{code}' do not share one outstanding account; set the same clearing account on all of them in Odoo (journal, incoming and outgoing payments), then retry.",
        $"Systems:{context.System}:GatewayJournal");
}
