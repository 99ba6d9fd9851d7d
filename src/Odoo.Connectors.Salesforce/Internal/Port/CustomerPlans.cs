using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Salesforce.Internal.Matching;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>
/// Customers and contacts that are mastered elsewhere. One that Salesforce has already, by the identity map or by a match key, is changed by its id;
/// another is upserted by its external id, so that a lost reply is made good by sending the same again.
/// </summary>
internal static class CustomerPlans
{
    private const int LongestKey = 255;

    public static PlanResult Customer(PortContext context, Intent intent)
    {
        if (intent.Record is not Customer customer)
        {
            return StatusPlans.WrongRecord(intent, nameof(Model.Customer));
        }

        if (!context.Known.TryLink(intent.Source, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        ExternalRef origin = link?.Origin ?? intent.Source;
        string? id = IdOf(context, link, intent.Source, RecordType.Account);
        IReadOnlyList<string> claims = CustomerKeys.Of(customer, context.Options.MatchKeys, context.Options.SharedDomains);
        AccountMatch match = AccountMatch.None;
        if (id is null && !AccountMatches.TryFind(context, customer, origin, out match))
        {
            return PlanResult.Needs;
        }

        if (match.IsInDoubt)
        {
            return AccountMatches.Doubt(context, customer, match);
        }

        PlannedFields fields = AccountFields.Of(context, customer, isNew: id is null && match.Only is null);
        return (id ?? match.Only) is not { } account ? Upsert(context, origin, fields, claims)
            : Known(intent.Class == EffectClass.Document ? new PlanResult.Adopt(account, claims) : context.State(intent, RecordType.Account, account, fields));

        PlanResult Known(PlanResult plan) => id is null && plan != PlanResult.Needs ? AccountMatches.Told(context, account, claims, plan) : plan;
    }

    /// <summary>The further contacts of a customer, and the person to talk to, each under its own external id.</summary>
    public static PlanResult Contacts(PortContext context, Intent intent)
    {
        if (intent.Record is not Customer customer)
        {
            return StatusPlans.WrongRecord(intent, nameof(Model.Customer));
        }

        Contact[] contacts = [.. customer.Contacts.Prepend(customer.Contact).OfType<Contact>().DistinctBy(c => c.Ref)];
        bool answered = context.Known.TryLink(intent.Source, out RecordLink? link);
        List<(Contact Contact, RecordLink? Link)> linked = [];
        foreach (Contact contact in contacts)
        {
            answered &= context.Known.TryLink(contact.Ref, out RecordLink? own);
            linked.Add((contact, own));
        }

        if (!answered)
        {
            return PlanResult.Needs;
        }

        FieldRule? rule = context.Ownership?.RuleOf(nameof(Model.Customer.Contacts), customer);
        if (contacts.Length == 0 || (rule is not null && rule.Owner != intent.Source.System))
        {
            return new PlanResult.Nothing("no contact is its source's to say");
        }

        ExternalRef origin = link?.Origin ?? intent.Source;
        AccountMatch match = AccountMatch.None;
        string? there = IdOf(context, link, intent.Source, RecordType.Account);
        if (there is null && !AccountMatches.TryFind(context, customer, origin, out match))
        {
            return PlanResult.Needs;
        }

        JsonNode account = (there ?? match.Only) is { } id
            ? id
            : new JsonObject { [context.Options.ExternalIdField] = Key(context, origin) };
        string subject = $"{EffectKinds.Contacts}/{origin}";
        if (!context.TryChanged(subject, [.. linked.Select(l => Contact(context, l.Contact, l.Link, account))], out IReadOnlyList<WrittenRecord> records))
        {
            return PlanResult.Needs;
        }

        return records.Count == 0 ? new PlanResult.Nothing("unchanged") : new PlanResult.Send(new EffectPlan
        {
            Subject = subject,
            Payload = WrittenRecord.Payload(records),
            Weight = records.Count,
            Provenance = records.SelectMany(r => r.Fields.Select(f => f.Key)).Distinct(StringComparer.Ordinal)
                .ToDictionary(f => f, _ => rule?.ToString() ?? intent.Kind, StringComparer.Ordinal),
        });
    }

    /// <summary>The external id: the account of the vendor and the id there, the same whatever the system is called here.</summary>
    public static string Key(PortContext context, ExternalRef reference)
    {
        string key = $"{context.Known.Account(reference.System)}/{reference.Id}";
        return key.Length <= LongestKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>What an account that is made for a customer is called in the ledger.</summary>
    public static string Subject(ExternalRef origin) => $"{RecordType.Account.Kind}/{origin}";

    /// <summary>The id in Salesforce of a record of some system; null where it has none.</summary>
    public static string? IdOf(PortContext context, RecordLink? link, ExternalRef source, RecordType type) =>
        SalesforceId.Normal(source.System == context.System ? source.Id : link?.IdIn(context.System, type.Kind));

    private static PlanResult Upsert(PortContext context, ExternalRef origin, PlannedFields fields, IReadOnlyList<string> claims)
    {
        WrittenRecord record = WrittenRecord.ByKey(RecordType.Account.Name, context.Options.ExternalIdField, Key(context, origin), fields.Values);
        return new PlanResult.Send(new EffectPlan
        {
            Subject = Subject(origin), Payload = WrittenRecord.Payload(record), Claims = claims, Provenance = fields.Provenance,
        });
    }

    private static WrittenRecord Contact(PortContext context, Contact contact, RecordLink? link, JsonNode account)
    {
        JsonObject fields = new()
        {
            ["FirstName"] = PersonName.First(contact.Name),
            ["LastName"] = PersonName.Last(contact.Name),
            ["Email"] = contact.Email,
            ["Phone"] = contact.Phone,
            [account is JsonObject ? "Account" : "AccountId"] = account.DeepClone(),
        };
        WrittenRecord record = IdOf(context, link, contact.Ref, RecordType.Contact) is { } id
            ? WrittenRecord.ById(RecordType.Contact.Name, id, fields)
            : WrittenRecord.ByKey(RecordType.Contact.Name, context.Options.ExternalIdField, Key(context, link?.Origin ?? contact.Ref), fields);
        return record with { Of = contact.Ref, Roles = context.Options.AccountContactRoles && contact.Roles.Count > 0 ? string.Join(';', contact.Roles) : null };
    }
}
