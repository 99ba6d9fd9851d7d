using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>The fields that the port writes to, as the options name them.</summary>
internal static class WrittenFields
{
    private static readonly string[] Texts = ["string", "picklist"];
    private static readonly string[] Numbers = ["double", "currency"];

    public static IReadOnlyList<WrittenField> Of(SalesforceOptions options)
    {
        IDictionary<string, string> summary = options.SummaryFields, deal = options.DealFields, standing = options.StandingFields;
        WrittenField?[] all =
        [
            Text("Account", options.BillingStatusField, "Billing status", 40, "Where the customer stands with what it bought.") with { Labels = [.. options.StatusValues.Values] },
            Named(summary, "Currency", name => Text("Account", name, "Billing currency", 3, "The currency of the billing amounts.")),
            Named(summary, nameof(AccountSummary.Mrr), name => Number("Account", name, "Billing MRR", "What running contracts bill a month, before tax.")),
            Named(summary, nameof(AccountSummary.Balance), name => Number("Account", name, "Billing balance", "What the customer owes.")),
            Named(summary, nameof(AccountSummary.Overdue), name => Number("Account", name, "Billing overdue", "What of it is past its due date.")),
            Named(summary, nameof(AccountSummary.LastPaymentOn), name => Day("Account", name, "Billing last payment on", "The day of the last payment.")),
            Named(summary, nameof(AccountSummary.LastPaymentAmount), name => Number("Account", name, "Billing last payment", "How much the last payment was.")),
            Named(summary, nameof(AccountSummary.RenewsOn), name => Day("Account", name, "Billing renews on", "The next day a contract renews.")),
            Named(summary, "FailureCode", name => Text("Account", name, "Billing failure code", 60, "Why money could not be collected.")),
            Named(summary, "FailureAmount", name => Number("Account", name, "Billing failure amount", "What could not be collected.")),
            Named(summary, "FailureAttempt", name => Number("Account", name, "Billing failure attempt", "Which attempt it was.")),
            Named(summary, nameof(CollectionFailure.FailedOn), name => Day("Account", name, "Billing failed on", "The day it failed.")),
            Named(summary, nameof(CollectionFailure.NextAttemptOn), name => Day("Account", name, "Billing next attempt on", "The day it is tried again.")),
            Named(standing, nameof(AccountStanding.Status), name => Text("Account", name, "Billing standing", 40, "Where the customer stands with what it owes.") with { Labels = Enum.GetNames<AccountStatus>() }),
            Named(standing, nameof(AccountStanding.Since), name => Day("Account", name, "Billing standing since", "Since when it stands so.")),
            Named(standing, nameof(AccountStanding.Step), name => Text("Account", name, "Billing dunning step", 80, "The furthest step of dunning.")),
            Named(standing, nameof(AccountStanding.PromisedUntil), name => Day("Account", name, "Billing promised until", "Until when it promised to pay.")),
            Named(deal, nameof(DealProgress.Contract), name => Text("Opportunity", name, "Billing contract", 255, "The contract that was made of it.")),
            Named(deal, nameof(DealProgress.Status), name => Text("Opportunity", name, "Billing status", 40, "Where that contract stands.") with { Labels = [.. options.StatusValues.Values] }),
            Named(deal, nameof(DealProgress.ContractVersion), name => Text("Opportunity", name, "Billing contract version", 255, "The version of that contract.")),
            Named(deal, nameof(DealProgress.Terms), name => Text("Opportunity", name, "Billing terms", 255, "What is in force: quantities and products.")),
            Named(deal, nameof(DealProgress.Mrr), name => Number("Opportunity", name, "Billing MRR", "What that contract bills a month, before tax.")),
            Named(deal, nameof(DealProgress.EndsOn), name => Day("Opportunity", name, "Billing ends on", "The day that contract ends.")),
            Named(deal, nameof(DealProgress.RenewsOn), name => Day("Opportunity", name, "Billing renews on", "The day its next term begins.")),
            Named(deal, nameof(DealProgress.Amendment), name => Text("Opportunity", name, "Billing amendment", 40, "What its latest amendment was.") with { Labels = Enum.GetNames<AmendmentKind>() }),
            Named(deal, nameof(DealProgress.AmendedOn), name => Day("Opportunity", name, "Billing amended on", "The day from which that amendment holds.")),
            Named(deal, nameof(DealProgress.InvoiceNumber), name => Text("Opportunity", name, "Billing invoice", 80, "The number of its latest invoice.")),
            Named(deal, nameof(DealProgress.InvoiceState), name => Text("Opportunity", name, "Billing invoice state", 40, "Where that invoice stands.") with { Labels = Enum.GetNames<DocumentState>() }),
            Named(deal, nameof(DealProgress.PaidOn), name => Day("Opportunity", name, "Billing paid on", "The day that invoice was paid.")),
            Named(deal, "FailureCode", name => Text("Opportunity", name, "Billing failure code", 60, "Why that invoice could not be collected.")),
            Named(deal, "FailureAttempt", name => Number("Opportunity", name, "Billing failure attempt", "Which attempt it was.")),
            Named(deal, nameof(CollectionFailure.FailedOn), name => Day("Opportunity", name, "Billing failed on", "The day it failed.")),
            Named(deal, nameof(CollectionFailure.NextAttemptOn), name => Day("Opportunity", name, "Billing next attempt on", "The day it is tried again.")),
            Named(deal, nameof(DealProgress.DunningStep), name => Text("Opportunity", name, "Billing dunning step", 80, "The furthest step of dunning of its open invoices.")),
            Key("Account", options.ExternalIdField),
            Key("Contact", options.ExternalIdField),
        ];
        return [.. all.OfType<WrittenField>()];
    }

    private static WrittenField? Named(IDictionary<string, string> fields, string name, Func<string, WrittenField> make) =>
        fields.TryGetValue(name, out string? field) && field.Length > 0 ? make(field) : null;

    private static WrittenField Text(string type, string name, string label, int length, string description) =>
        new(type, name, new CustomFieldMetadata { Label = label, Type = "Text", Length = length, Description = description }, Texts);

    // Three decimals, as some currencies have. A number and no currency field, whose currency would be the record's.
    private static WrittenField Number(string type, string name, string label, string description) =>
        new(type, name, new CustomFieldMetadata { Label = label, Type = "Number", Precision = 18, Scale = 3, Description = description }, Numbers);

    private static WrittenField Day(string type, string name, string label, string description) =>
        new(type, name, new CustomFieldMetadata { Label = label, Type = "Date", Description = description }, ["date"]);

    private static WrittenField Key(string type, string name) => new(
        type,
        name,
        new CustomFieldMetadata
        {
            Label = "Connectors id", Type = "Text", Length = 255, IsExternalId = true, IsUnique = true, IsCaseSensitive = true,
            Description = "The id of the record in the system that masters it.",
        },
        ["string"]);
}
