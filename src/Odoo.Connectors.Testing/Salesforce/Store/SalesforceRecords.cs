using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The records of the organisation, by type and id.</summary>
internal sealed class SalesforceRecords
{
    private readonly SalesforceSchema _schema;
    private readonly TimeProvider _timeProvider;

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Account"] = "001",
        ["Contact"] = "003",
        ["Opportunity"] = "006",
        ["OpportunityLineItem"] = "00k",
        ["Product2"] = "01t",
        ["PricebookEntry"] = "01u",
        ["Pricebook2"] = "01s",
        ["OpportunityContactRole"] = "00K",
        ["AccountContactRelation"] = "07k",
        ["PermissionSet"] = "0PS",
        ["FieldPermissions"] = "01k",
        ["PermissionSetAssignment"] = "0Pa",
    };

    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> _records = new(StringComparer.OrdinalIgnoreCase);
    private SalesforceTransaction _open = new();
    private int _created;

    public SalesforceRecords(SalesforceSchema schema, TimeProvider timeProvider)
    {
        _schema = schema;
        _timeProvider = timeProvider;
        Keys = new SalesforceKeys(this);
    }

    public SalesforceKeys Keys { get; }

    public IEnumerable<JsonObject> All(string type) => _records.TryGetValue(type, out OrderedDictionary<string, JsonObject>? found) ? found.Values : [];

    public JsonObject? Find(string type, string id) =>
        SalesforceId.LooksLikeOne(id) && _records.TryGetValue(type, out OrderedDictionary<string, JsonObject>? found) ? found.GetValueOrDefault(id[..15]) : null;

    /// <summary>The record with this id whatever its type, as a relation needs it.</summary>
    public (string Type, JsonObject Record)? Find(string id)
    {
        foreach (string type in _records.Keys)
        {
            if (Find(type, id) is { } record)
            {
                return (type, record);
            }
        }

        return null;
    }

    /// <summary>Stores a record as the vendor answers it: nested children and parents become records of their own.</summary>
    public void Put(string type, JsonObject sobject)
    {
        _schema.Add(type);
        type = _schema.TypeName(type)!;
        string id = IdOf(sobject);
        var record = new JsonObject { ["Id"] = id };
        foreach ((string name, JsonNode? value) in sobject)
        {
            if (name is "attributes" or "Id" || SalesforceSchema.Children(type, name) is not null && value is null)
            {
                continue;
            }

            if (value is JsonObject { } nested && nested["records"] is JsonArray children)
            {
                PutChildren(type, name, id, children);
            }
            else if (value is JsonObject { } parent && parent.ContainsKey("attributes"))
            {
                PutParent(sobject, name, parent);
            }
            else
            {
                record[Declared(type, name)] = Normal(name, value);
            }
        }

        Stamp(record);
        Store(type, record);
    }

    public JsonObject Create(string type, JsonObject fields, string userId)
    {
        string prefix = Prefixes.GetValueOrDefault(type, "a00");
        var record = new JsonObject { ["Id"] = SalesforceId.To18($"{prefix}EM{++_created:D10}") };
        _open.Touch(type, record, isNew: true);
        Store(type, record);
        Change(type, record, fields, userId);
        record["CreatedDate"] = record["LastModifiedDate"]!.DeepClone();
        record["CreatedById"] = userId;
        return record;
    }

    public void Change(string type, JsonObject record, JsonObject fields, string userId)
    {
        _open.Touch(type, record, isNew: false);
        Keys.Remove(type, record);
        foreach ((string name, JsonNode? value) in fields)
        {
            if (name != "attributes" && !name.Equals("Id", StringComparison.OrdinalIgnoreCase))
            {
                string field = _schema.FieldName(type, name) ?? name;
                record[field] = Normal(field, value);
            }
        }

        Bump(record, userId);
        Keys.Insert(type, record);
    }

    /// <summary>Puts a record into the recycle bin, or takes it out again.</summary>
    public void SetDeleted(string type, JsonObject record, bool deleted, string userId)
    {
        _open.Touch(type, record, isNew: false);
        Keys.Remove(type, record);
        record["IsDeleted"] = deleted;
        Bump(record, userId);
        Keys.Insert(type, record);
    }

    /// <summary>Ends the transaction; what it changed counts from now on.</summary>
    public IReadOnlyList<SalesforceChange> Commit()
    {
        IReadOnlyList<SalesforceChange> changes = _open.Changes;
        _open = new SalesforceTransaction();
        return changes;
    }

    /// <summary>Brings back what the transaction changed.</summary>
    public void Rollback()
    {
        _open.Undo((type, record) => _records[type].Remove(record["Id"]!.GetValue<string>()[..15]));
        Keys.Forget();
    }

    private void Bump(JsonObject record, string userId)
    {
        string now = SalesforceValue.Instant(_timeProvider.GetUtcNow());
        record["LastModifiedDate"] = now;
        record["LastModifiedById"] = userId;
        record["SystemModstamp"] = now;
    }

    private static string IdOf(JsonObject sobject)
    {
        string id = sobject["Id"]?.GetValue<string>() ?? throw new ArgumentException("A record needs an Id.", nameof(sobject));
        if (!SalesforceId.LooksLikeOne(id))
        {
            throw new ArgumentException($"{id} is no record id: it has 15 characters, or 18 with their checksum.", nameof(sobject));
        }

        string whole = SalesforceId.To18(id[..15]);
        return id.Length == 15 || id == whole
            ? whole
            : throw new ArgumentException($"{id} has a wrong checksum; it should read {whole}.", nameof(sobject));
    }

    private static JsonNode? Normal(string name, JsonNode? value) =>
        SalesforceSchema.Kind(name) == SalesforceFieldKind.DateTime
        && value?.GetValueKind() == JsonValueKind.String
        && SalesforceValue.TryInstant(value.GetValue<string>(), out DateTimeOffset instant)
            ? SalesforceValue.Instant(instant)
            : value?.DeepClone();

    private void PutChildren(string type, string relation, string parentId, JsonArray children)
    {
        (string childType, string key) = SalesforceSchema.Children(type, relation)
            ?? throw new ArgumentException($"{type} has no children {relation} here.", nameof(relation));
        foreach (JsonNode? child in children)
        {
            var record = (JsonObject)child!.DeepClone();
            record[key] = parentId;
            Put(childType, record);
        }
    }

    private void PutParent(JsonObject sobject, string relation, JsonObject parent)
    {
        string? id = sobject[SalesforceSchema.ParentKey(relation)]?.GetValue<string>();
        if (id is null || Find(id) is not null)
        {
            return;
        }

        var record = (JsonObject)parent.DeepClone();
        record["Id"] = id;
        Put(parent["attributes"]?["type"]?.GetValue<string>() ?? SalesforceSchema.ParentType(relation), record);
    }

    private string Declared(string type, string field)
    {
        if (_schema.FieldName(type, field) is { } known)
        {
            return known;
        }

        if (SalesforceSchema.IsCustom(field))
        {
            throw new ArgumentException($"Call DeclareField(\"{type}\", \"{field}\") before a record uses the custom field.", nameof(field));
        }

        _schema.Add(type, field);
        return field;
    }

    private void Stamp(JsonObject record)
    {
        string now = SalesforceValue.Instant(_timeProvider.GetUtcNow());
        record.TryAdd("IsDeleted", false);
        record.TryAdd("CreatedDate", now);
        record.TryAdd("LastModifiedDate", now);
        record.TryAdd("SystemModstamp", record["LastModifiedDate"]?.DeepClone());
    }

    private void Store(string type, JsonObject record)
    {
        if (!_records.TryGetValue(type, out OrderedDictionary<string, JsonObject>? records))
        {
            _records[type] = records = [];
        }

        record.TryAdd("IsDeleted", false);
        if (records.TryGetValue(record["Id"]!.GetValue<string>()[..15], out JsonObject? known))
        {
            Keys.Remove(type, known);
        }

        Keys.Insert(type, record);
        records[record["Id"]!.GetValue<string>()[..15]] = record;
    }
}
