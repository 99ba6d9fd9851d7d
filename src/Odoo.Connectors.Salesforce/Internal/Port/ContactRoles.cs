using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>
/// Contact roles have no key of ours: each is looked up by the two it ties together before it is written, so that the same sent again changes the one
/// that is there. Roles at accounts are a field of the relation that Salesforce keeps of a contact and its account.
/// </summary>
internal sealed class ContactRoles(string system, RecordReader reader, Sender sender)
{
    public const string Type = "OpportunityContactRole";
    public const string Deal = "OpportunityId";
    public const string Contact = "ContactId";
    private const string Relation = "AccountContactRelation";

    /// <summary>Writes records, contact roles among them.</summary>
    public async Task<IReadOnlyList<Sent>> SendAsync(IReadOnlyList<WrittenRecord> records, CancellationToken cancellationToken)
    {
        Dictionary<(string Deal, string Contact), string> there = [];
        ConnectorException? unread = null;
        try
        {
            foreach (string[] deals in records.Where(r => r.Type == Type).Select(r => Text(r, Deal)).Distinct(StringComparer.Ordinal).Chunk(Sender.Most))
            {
                await FindAsync(deals, there, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectorException e)
        {
            unread = new SalesforceException(ErrorKind.Transient, $"Nothing was written: the contact roles that are there could not be read. {e.Message}");
        }

        WrittenRecord[] sendable = [.. records.Where(r => r.Type != Type || unread is null).Select(r => Found(r, there))];
        Queue<Sent> sent = new(await sender.SendAsync(sendable, cancellationToken).ConfigureAwait(false));
        Sent[] all = [.. records.Select(r => r.Type != Type || unread is null ? sent.Dequeue() : new Sent(null, unread, true))];
        await TellRelationsAsync(records, all, cancellationToken).ConfigureAwait(false);
        return all;
    }

    private static string Text(WrittenRecord record, string field) => record.Fields[field]!.GetValue<string>();

    private static WrittenRecord Found(WrittenRecord record, Dictionary<(string Deal, string Contact), string> there)
    {
        if (record.Type != Type || !there.TryGetValue((Text(record, Deal), Text(record, Contact)), out string? id))
        {
            return record;
        }

        JsonObject fields = record.Fields.DeepClone().AsObject();
        fields.Remove(Deal);
        return WrittenRecord.ById(Type, id, fields);
    }

    private async Task FindAsync(string[] deals, Dictionary<(string Deal, string Contact), string> there, CancellationToken cancellationToken)
    {
        foreach (JsonElement role in await reader.AllAsync(Soql.Stored(Type, [Deal, Contact], Deal, deals), cancellationToken).ConfigureAwait(false))
        {
            RawRecord raw = new(role);
            if (raw.IdOf(Deal) is { } deal && raw.IdOf(Contact) is { } contact)
            {
                there.TryAdd((deal, contact), raw.Id);
            }
        }
    }

    /// <summary>A contact whose roles could not be told is not done: what became of it is the failure of those.</summary>
    private async Task TellRelationsAsync(IReadOnlyList<WrittenRecord> records, Sent[] sent, CancellationToken cancellationToken)
    {
        Dictionary<string, int> contacts = new(StringComparer.Ordinal);
        for (int i = 0; i < sent.Length; i++)
        {
            if (records[i].Roles is not null && sent[i].Failure is null && SalesforceId.Normal(sent[i].Id ?? records[i].Id) is { } id)
            {
                contacts[id] = i;
            }
        }

        foreach (string[] some in contacts.Keys.Chunk(Sender.Most))
        {
            try
            {
                List<(int At, WrittenRecord Record)> wanted = [];
                foreach (JsonElement each in await reader.AllAsync(Soql.DirectRelations(some), cancellationToken).ConfigureAwait(false))
                {
                    RawRecord relation = new(each);
                    int at = contacts[relation.IdOf(Contact)!];
                    wanted.Add((at, WrittenRecord.ById(Relation, relation.Id, new JsonObject { ["Roles"] = records[at].Roles })));
                }

                IReadOnlyList<Sent> told = await sender.SendAsync([.. wanted.Select(w => w.Record)], cancellationToken).ConfigureAwait(false);
                foreach ((int at, Sent result) in wanted.Select(w => w.At).Zip(told).Where(r => r.Second.Failure is not null))
                {
                    sent[at] = result;
                }

                foreach (int missing in some.Select(id => contacts[id]).Except(wanted.Select(w => w.At)))
                {
                    sent[missing] = Failed(ErrorKind.Dependency, "has no relation of the contact and its account yet");
                }
            }
            catch (ConnectorException e)
            {
                foreach (string id in some)
                {
                    sent[contacts[id]] = Failed(ErrorKind.Transient, $"did not tell the relations of contacts and accounts. {e.Message}");
                }
            }
        }
    }

    private Sent Failed(ErrorKind kind, string what) => new(null, new SalesforceException(kind, $"Salesforce '{system}' {what}") { Field = "Roles" }, true);
}
