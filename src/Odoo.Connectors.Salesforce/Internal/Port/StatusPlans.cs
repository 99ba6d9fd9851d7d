using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Where accounts and opportunities show what became of them: absolute values, so that sending them again does no harm.</summary>
internal static class StatusPlans
{
    public static PlanResult Account(PortContext context, Intent intent) => intent.Record is not ContractStatus status
        ? WrongRecord(intent, nameof(ContractStatus))
        : !TryId(context, intent, RecordKinds.Customer, out string id) ? Foreign(context, intent, "account")
        : StatusText(context, status) is not { } text ? Unmapped(status)
        : context.State(
            intent, RecordType.Account, id, new JsonObject { [context.Options.BillingStatusField] = text },
            $"{nameof(Contract)}.{nameof(Contract.Status)} by BillingStatusField and StatusValues");

    public static PlanResult Summary(PortContext context, Intent intent)
    {
        if (intent.Record is not AccountSummary summary)
        {
            return WrongRecord(intent, nameof(AccountSummary));
        }

        if (!TryId(context, intent, RecordKinds.Customer, out string id))
        {
            return Foreign(context, intent, "account");
        }

        Money?[] amounts = [summary.Mrr, summary.Balance, summary.Overdue, summary.LastPaymentAmount, summary.CollectionFailure?.Amount];
        string[] currencies = [.. amounts.OfType<Money>().Select(m => m.Currency.Code).Distinct(StringComparer.Ordinal)];
        if (currencies.Length > 1)
        {
            return PortContext.Review(
                "mixed-currencies", $"What {summary.Customer} owes is stated in {string.Join(" and ", currencies)}, and the account shows one currency: sum it up in one.", "Currency");
        }

        if (StatusText(context, summary.Status) is not { } status)
        {
            return Unmapped(summary.Status);
        }

        JsonObject values = new() { [context.Options.BillingStatusField] = status };
        Add(values, context.Options.SummaryFields, "Currency", currencies is [var currency] ? currency : null);
        Add(values, context.Options.SummaryFields, nameof(summary.Mrr), summary.Mrr?.Amount);
        Add(values, context.Options.SummaryFields, nameof(summary.Balance), summary.Balance?.Amount);
        Add(values, context.Options.SummaryFields, nameof(summary.Overdue), summary.Overdue?.Amount);
        Add(values, context.Options.SummaryFields, nameof(summary.LastPaymentOn), Day(summary.LastPaymentOn));
        Add(values, context.Options.SummaryFields, nameof(summary.LastPaymentAmount), summary.LastPaymentAmount?.Amount);
        Add(values, context.Options.SummaryFields, nameof(summary.RenewsOn), Day(summary.RenewsOn));
        StandingPlans.Add(values, context.Options.SummaryFields, summary.CollectionFailure);
        if (summary is { Status: ContractStatus.Ended, RenewsOn: null } && Named(context.Options.SummaryFields, nameof(summary.RenewsOn)) is { } renews)
        {
            values[renews] = null;
        }

        return context.State(intent, RecordType.Account, id, values, $"{nameof(AccountSummary)} by SummaryFields");
    }

    public static PlanResult Deal(PortContext context, Intent intent)
    {
        if (intent.Record is not DealProgress progress)
        {
            return WrongRecord(intent, nameof(DealProgress));
        }

        if (!TryId(context, intent, RecordKinds.Deal, out string id))
        {
            return Foreign(context, intent, "opportunity");
        }

        string? status = progress.Status is { } known ? StatusText(context, known) : null;
        if (progress.Status is { } unmapped && status is null)
        {
            return Unmapped(unmapped);
        }

        JsonObject values = [];
        Add(values, context.Options.DealFields, nameof(progress.Contract), progress.Contract?.Id);
        Add(values, context.Options.DealFields, nameof(progress.Status), status);
        Add(values, context.Options.DealFields, nameof(progress.ContractVersion), progress.ContractVersion);
        Add(values, context.Options.DealFields, nameof(progress.Terms), progress.Terms);
        Add(values, context.Options.DealFields, nameof(progress.Mrr), progress.Mrr?.Amount);
        AddDay(nameof(progress.EndsOn), progress.EndsOn);
        AddDay(nameof(progress.RenewsOn), progress.RenewsOn);
        Add(values, context.Options.DealFields, nameof(progress.Amendment), progress.Amendment?.ToString());
        Add(values, context.Options.DealFields, nameof(progress.AmendedOn), Day(progress.AmendedOn));
        Add(values, context.Options.DealFields, nameof(progress.InvoiceNumber), progress.InvoiceNumber);
        Add(values, context.Options.DealFields, nameof(progress.InvoiceState), progress.InvoiceState?.ToString());
        Add(values, context.Options.DealFields, nameof(progress.PaidOn), Day(progress.PaidOn));
        StandingPlans.Add(values, context.Options.DealFields, progress.CollectionFailure);
        if (progress.DunningStep is { } step && Named(context.Options.DealFields, nameof(progress.DunningStep)) is { } stepField)
        {
            values[stepField] = step.Length == 0 ? null : step;
        }

        return context.State(intent, RecordType.Opportunity, id, values, $"{nameof(DealProgress)} by DealFields");

        // An end that was taken back must not go on being shown.
        void AddDay(string name, DateOnly? day)
        {
            if (Named(context.Options.DealFields, name) is { } field && (day is not null || progress.Terms is not null))
            {
                values[field] = Day(day);
            }
        }
    }

    public static PlanResult WrongRecord(Intent intent, string expected) =>
        PortContext.Review("unknown-effect", $"The record of '{intent.Kind}' is a {expected}; correct the flow.");

    public static PlanResult Foreign(PortContext context, Intent intent, string what) =>
        PortContext.Review("foreign-account", $"The source of '{intent.Kind}' is an {what} of '{context.System}', not {intent.Source}; correct the flow.");

    private static PlanResult Unmapped(ContractStatus status) =>
        PortContext.Review("unmapped-status", $"No text is set for the status {status}; set StatusValues:{status}.", "StatusValues");

    private static string? StatusText(PortContext context, ContractStatus status) =>
        context.Options.StatusValues.TryGetValue(status.ToString(), out string? text) ? text : null;

    public static bool TryId(PortContext context, Intent intent, string kind, out string id)
    {
        id = intent.Source.System == context.System && intent.Source.Kind == kind ? SalesforceId.Normal(intent.Source.Id) ?? "" : "";
        return id.Length > 0;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Named(IDictionary<string, string> fields, string name) => fields.TryGetValue(name, out string? field) && field.Length > 0 ? field : null;

    /// <summary>What is null stays as Salesforce shows it.</summary>
    private static void Add(JsonObject values, IDictionary<string, string> fields, string name, JsonNode? value)
    {
        if (value is not null && Named(fields, name) is { } field)
        {
            values[field] = value;
        }
    }
}
