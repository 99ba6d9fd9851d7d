using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>What every resource has: its id, its version, whether it was deleted, and fields beyond the model.</summary>
internal abstract class RecordBuilder
{
    private Dictionary<string, string?>? _custom;

    public string? Id { get; private set; }

    /// <summary>A number that grows with every change.</summary>
    public long? Version { get; private set; }

    public string RequiredId => Id ?? throw FieldErrors.Missing("id");

    public CustomFields Custom => _custom is null ? CustomFields.Empty : new CustomFields(_custom);

    /// <summary>The field that names the record in the CRM.</summary>
    protected string? CrmId { get; private set; }

    /// <summary>A table of a resource: the common fields, its own, and those that the options name.</summary>
    public static FieldTable<T> Table<T>(Func<FieldTable<T>, FieldTable<T>> own, IEnumerable<string> custom, string? crmField)
        where T : RecordBuilder
    {
        FieldTable<T> table = own(new FieldTable<T>("Chargebee").Field("id", static (ref reader, r) => r.Id = JsonField.Text(ref reader)))
            .Field("resource_version", static (ref reader, r) => r.Version = Wire.Whole(ref reader));
        FieldTable<T> inside = new("Chargebee");
        foreach (string name in custom)
        {
            table = table.Field(name, (ref reader, r) => r.Set(name, JsonField.AsText(ref reader)));
            inside = inside.Field(name, (ref reader, r) => r.Set(name, JsonField.AsText(ref reader)));
        }

        if (crmField is not null)
        {
            table = table.Field(crmField, static (ref reader, r) => r.CrmId = JsonField.AsText(ref reader) ?? r.CrmId);
            inside = inside.Field(crmField, static (ref reader, r) => r.CrmId ??= JsonField.AsText(ref reader));
        }

        return inside.Names.Count == 0 ? table : table.Object("meta_data", inside, static r => r);
    }

    protected void Set(string name, string? value) => (_custom ??= [])[name] = value;
}
