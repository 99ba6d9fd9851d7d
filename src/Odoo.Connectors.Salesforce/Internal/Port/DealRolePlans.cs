using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>The people of a deal as contact roles of its opportunity: those whom Salesforce has. What others put there is left alone.</summary>
internal static class DealRolePlans
{
    public static PlanResult Plan(PortContext context, Intent intent, Deal deal)
    {
        string? opportunity = intent.Source.System == context.System && intent.Source.Kind == RecordKinds.Deal ? SalesforceId.Normal(intent.Source.Id) : null;
        if (opportunity is null)
        {
            return StatusPlans.Foreign(context, intent, "opportunity");
        }

        ContactRole[] roles = [.. deal.ContactRoles.Concat(deal.Contacts.Select(c => new ContactRole { Contact = c })).DistinctBy(r => r.Contact)];
        bool answered = true;
        List<WrittenRecord> records = [];
        foreach (ContactRole role in roles)
        {
            RecordLink? link = null;
            answered &= role.Contact.System == context.System || context.Known.TryLink(role.Contact, out link);
            if (CustomerPlans.IdOf(context, link, role.Contact, RecordType.Contact) is { } contact)
            {
                records.Add(WrittenRecord.New(ContactRoles.Type, Fields(opportunity, contact, role)));
            }
        }

        return !answered ? PlanResult.Needs
            : records.Count == 0 ? new PlanResult.Nothing("Salesforce has none of its contacts")
            : new PlanResult.Send(new EffectPlan
            {
                Subject = $"{EffectKinds.Contacts}/{RecordKinds.Deal}/{opportunity}", Payload = WrittenRecord.Payload(records), Weight = records.Count,
            });
    }

    /// <summary>Only the primary one is said: that another is not would take it from whom sales chose.</summary>
    private static JsonObject Fields(string opportunity, string contact, ContactRole role)
    {
        JsonObject fields = new() { [ContactRoles.Deal] = opportunity, [ContactRoles.Contact] = contact };
        if (role.Role is not null)
        {
            fields["Role"] = role.Role;
        }

        if (role.IsPrimary)
        {
            fields["IsPrimary"] = true;
        }

        return fields;
    }
}
