using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The properties that must be there before something is written, as they are made.</summary>
internal static class PropertyPlan
{
    public static IReadOnlyList<(string Type, PropertyDefinition Definition)> Of(HubSpotOptions options)
    {
        WrittenProperties names = new(options);
        PropertyOption[] statuses = [.. Enum.GetValues<ContractStatus>().Select((s, i) => new PropertyOption(s.ToString(), names.StatusValue(s), false, i))];
        PropertyOption[] states = [.. Enum.GetValues<DocumentState>().Select((s, i) => new PropertyOption(s.ToString(), WrittenProperties.ValueOf(s), false, i))];
        PropertyOption[] standings = [.. Enum.GetValues<AccountStatus>().Select((s, i) => new PropertyOption(s.ToString(), WrittenProperties.ValueOf(s), false, i))];
        PropertyOption[] amendments = [.. Enum.GetValues<AmendmentKind>().Select((k, i) => new PropertyOption(k.ToString(), WrittenProperties.ValueOf(k), false, i))];
        return
        [
            Company(names.Status, "Billing status", "enumeration", "select", statuses),
            Company(names.Mrr, "Monthly recurring revenue", "number", "number"),
            Company(names.Balance, "Balance", "number", "number"),
            Company(names.Overdue, "Overdue", "number", "number"),
            Company(names.Currency, "Billing currency", "string", "text"),
            Company(names.LastPaymentOn, "Last payment on", "date", "date"),
            Company(names.LastPaymentAmount, "Last payment", "number", "number"),
            Company(names.RenewsOn, "Renews on", "date", "date"),
            Company(names.FailureCode, "Failure code", "string", "text"),
            Company(names.FailureAmount, "Failure amount", "number", "number"),
            Company(names.FailureAttempt, "Failure attempt", "number", "number"),
            Company(names.FailedOn, "Failed on", "date", "date"),
            Company(names.NextAttemptOn, "Next attempt on", "date", "date"),
            Company(names.Standing, "Standing", "enumeration", "select", standings),
            Company(names.StandingSince, "Standing since", "date", "date"),
            Company(names.DunningStep, "Dunning step", "string", "text"),
            Company(names.PromisedUntil, "Promised until", "date", "date"),
            Deal(names.Contract, "Billing contract", "string", "text"),
            Deal(names.Status, "Billing status", "enumeration", "select", statuses),
            Deal(names.ContractVersion, "Billing contract version", "string", "text"),
            Deal(names.Terms, "Billing terms", "string", "text"),
            Deal(names.Mrr, "Monthly recurring revenue", "number", "number"),
            Deal(names.EndsOn, "Contract ends on", "date", "date"),
            Deal(names.RenewsOn, "Renews on", "date", "date"),
            Deal(names.Amendment, "Latest amendment", "enumeration", "select", amendments),
            Deal(names.AmendedOn, "Amended on", "date", "date"),
            Deal(names.InvoiceNumber, "Invoice number", "string", "text"),
            Deal(names.InvoiceState, "Invoice state", "enumeration", "select", states),
            Deal(names.PaidOn, "Paid on", "date", "date"),
            Deal(names.FailureCode, "Failure code", "string", "text"),
            Deal(names.FailureAttempt, "Failure attempt", "number", "number"),
            Deal(names.FailedOn, "Failed on", "date", "date"),
            Deal(names.NextAttemptOn, "Next attempt on", "date", "date"),
            Deal(names.DunningStep, "Dunning step", "string", "text"),
            (ObjectTypes.Companies, Id(options, "companyinformation")),
            (ObjectTypes.Contacts, Id(options, "contactinformation")),
        ];
    }

    private static (string Type, PropertyDefinition Definition) Company(string name, string label, string type, string field, IReadOnlyList<PropertyOption>? options = null) =>
        (ObjectTypes.Companies, new PropertyDefinition(name, label, type, field, "companyinformation", null, options));

    private static (string Type, PropertyDefinition Definition) Deal(string name, string label, string type, string field, IReadOnlyList<PropertyOption>? options = null) =>
        (ObjectTypes.Deals, new PropertyDefinition(name, label, type, field, "dealinformation", null, options));

    private static PropertyDefinition Id(HubSpotOptions options, string group) => new(options.IdProperty, "Odoo.Connectors id", "string", "text", group, true);
}
