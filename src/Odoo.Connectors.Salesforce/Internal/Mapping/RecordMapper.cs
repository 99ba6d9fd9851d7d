using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Turns the JSON of a record into the model.</summary>
internal static class RecordMapper
{
    /// <summary>The record.</summary>
    public static object Map(string system, RecordType type, ReadOnlyMemory<byte> json, SalesforceOptions options) =>
        Map(system, Read(type, json, options), options);

    /// <summary>What a record means: that it is seen, merged into another one or gone.</summary>
    public static Change Change(string system, RecordType type, ExternalRef subject, DateTimeOffset at, ReadOnlyMemory<byte> json, SalesforceOptions options)
    {
        Draft draft = Read(type, json, options);
        Change change = new()
        {
            System = system, Kind = ChangeKinds.RecordGone, Subject = subject, OccurredAt = at, Version = at.ToUnixTimeMilliseconds(),
        };
        return draft switch
        {
            { Survivor: { } survivor } => change with { Kind = ChangeKinds.RecordMerged, Record = subject with { Id = survivor } },
            { IsDeleted: true } => change,
            _ => change with { Kind = type.Change, Record = Map(system, draft, options) },
        };
    }

    private static object Map(string system, Draft draft, SalesforceOptions options) => draft switch
    {
        AccountDraft account => CustomerMapper.Map(system, account),
        ContactDraft contact => ContactMapper.Map(system, contact),
        ProductDraft product => ProductMapper.Map(system, product),
        _ => DealMapper.Map(system, (OpportunityDraft)draft, options),
    };

    private static Draft Read(RecordType type, ReadOnlyMemory<byte> json, SalesforceOptions options)
    {
        RecordTables tables = RecordTables.Of(options);
        return type.Kind switch
        {
            RecordKinds.Customer => Read(tables.Account, new AccountDraft(), json),
            RecordKinds.Contact => Read(tables.Contact, new ContactDraft(), json),
            RecordKinds.Product => Read(tables.Product, new ProductDraft(), json),
            _ => Read(tables.Opportunity, new OpportunityDraft(), json),
        };
    }

    private static T Read<T>(FieldTable<T> table, T draft, ReadOnlyMemory<byte> json)
        where T : Draft
    {
        table.Read(json.Span, draft);
        return draft;
    }
}
