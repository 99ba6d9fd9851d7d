using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>A record that was written, where it is, and what it holds now.</summary>
internal sealed record Written(WrittenRecord Record, ExternalRef Target, StoredRecord Stored)
{
    public static Written Of(string system, WrittenRecord record, Sent sent, IReadOnlyDictionary<string, StoredRecord> stored)
    {
        ExternalRef target = new(system, RecordType.OfName(record.Type)!.Kind, SalesforceId.Normal(sent.Id ?? record.Id)!);
        return new Written(record, target, stored.GetValueOrDefault(target.Id) ?? StoredRecord.Nothing);
    }

    /// <summary>As one of several records of an effect, each of which stands for one of its own.</summary>
    public FurtherTarget ToFurther() => new() { Source = Record.Of!, Target = Target, Values = Stored.Agreed(Record), Unread = Stored.Unread(Record) };
}
