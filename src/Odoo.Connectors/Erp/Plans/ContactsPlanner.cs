using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans the further contacts of a customer as children of its partner, each under its own external id: made where missing, else changed. One
/// that the source no longer has stays in Odoo.
/// </summary>
internal static class ContactsPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Customer customer = (Customer)intent.Record;
        FieldRule rule = context.Rule(nameof(Customer.Contacts), customer);
        // The person to talk to is made with the partner.
        List<Contact> contacts = [.. customer.Contacts.Where(c => c.Ref != customer.Contact?.Ref).DistinctBy(c => c.Ref)];
        if (rule.Owner != customer.Ref.System || contacts.Count == 0)
        {
            return new PlanResult.Nothing("no further contact is its source's to say");
        }

        bool known = context.Known.TryLink(intent.Source, out RecordLink? record) & context.TrySetup(out ErpSetup setup);
        if (!known | !context.TryPartner(customer, out JsonNode partner))
        {
            return PlanResult.Needs;
        }

        JsonArray rows = [];
        foreach (Contact contact in contacts)
        {
            rows.Add((JsonNode)new JsonArray(
                ErpKeys.ExternalId("contact", contact.Ref), partner is JsonObject own ? own["$ref"]!.DeepClone() : partner.ToJsonString(),
                "contact", contact.Name, contact.Email ?? "", contact.Phone ?? ""));
        }

        LoadPlan plan = new()
        {
            Company = setup.CompanyId,
            Model = "res.partner",
            Columns = ["id", partner is JsonObject ? "parent_id/id" : "parent_id/.id", "type", "name", "email", "phone"],
            Rows = rows,
        };
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"{EffectKinds.Contacts}/{record?.Origin ?? intent.Source}",
            Payload = plan.ToString(),
            Way = ErpWays.Load,
            Weight = rows.Count,
            Provenance = new Dictionary<string, string> { ["child_ids"] = rule.ToString() },
        });
    }
}
