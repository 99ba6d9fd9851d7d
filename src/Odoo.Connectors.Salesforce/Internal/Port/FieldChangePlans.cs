using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Single fields of an account or contact that another system owns.</summary>
internal static class FieldChangePlans
{
    public static PlanResult Plan(PortContext context, Intent intent, FieldChanges changes)
    {
        RecordType? type = RecordType.OfKind(intent.Source.Kind);
        string? id = intent.Source.System == context.System ? SalesforceId.Normal(intent.Source.Id) : null;
        if (id is null || (type != RecordType.Account && type != RecordType.Contact))
        {
            return StatusPlans.Foreign(context, intent, "account or contact");
        }

        PlannedFields fields = new([], intent.Kind);
        foreach ((string name, string? value) in changes.Values)
        {
            if (FieldOf(context.Options, type, name) is not { } field)
            {
                return PortContext.Review("unknown-field", $"Salesforce '{context.System}' has no place for {name} of {intent.Source}; leave it out of the shared fields.", name);
            }

            fields.Set(field, value is null ? null : JsonValue.Create(value), changes.Rules.GetValueOrDefault(name, intent.Kind));
        }

        return context.State(intent, type, id, fields);
    }

    private static string? FieldOf(SalesforceOptions options, RecordType type, string name) => type == RecordType.Contact
        ? name is nameof(Contact.Email) or nameof(Contact.Phone) ? name : null
        : AccountFields.All(options).Where(f => f.Property == name && name != nameof(Customer.BillingAddress)).Select(f => f.Field).FirstOrDefault();
}
