using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Associations of single records.</summary>
internal sealed class HubSpotAssociationCalls(HubSpotRecords records, HubSpotAssociations associations)
{
    private const int MostPerPage = 500;

    public VendorAnswer Serve(HubSpotCall call, HubSpotType from, string id, string[] rest)
    {
        HubSpotRecord record = Existing(from, id);
        return (call.Method, rest) switch
        {
            ("GET", [var to]) => List(call, record, Type(to)),
            ("PUT", ["default", var to, var other]) => Default(record, Existing(Type(to), other)),
            ("PUT", [var to, var other]) => Labelled(call, record, Existing(Type(to), other)),
            ("DELETE", [var to, var other]) => Remove(record, Existing(Type(to), other)),
            _ => throw call.NotEmulated(),
        };
    }

    public HubSpotAssociationType Plain(HubSpotType from, HubSpotType to) =>
        associations.Default(from, to) ?? throw HubSpotRefusal.NotEmulated($"associations between {from.Name} and {to.Name}");

    /// <summary>A line item belongs to one deal only.</summary>
    public void Add(HubSpotRecord from, HubSpotRecord to, HubSpotAssociationType type)
    {
        (HubSpotRecord item, HubSpotRecord deal) = from.Type.Name == "line_items" ? (from, to) : (to, from);
        if (item.Type.Name == "line_items" && associations.Of(item, deal.Type).Any(link => link.Record != deal))
        {
            throw HubSpotRefusal.Bad($"Line item {item.Id} is already associated with another deal.");
        }

        associations.Add(from, to, type, HubSpotWriter.Integration);
    }

    public HubSpotRecord Existing(HubSpotType type, string id) =>
        records.Find(type, id) is { IsArchived: false } record ? record : throw HubSpotRefusal.Missing(type, id);

    public static JsonObject Link(HubSpotRecord to, IEnumerable<HubSpotAssociationType> types) => new()
    {
        ["toObjectId"] = to.Id,
        ["associationTypes"] = new JsonArray([.. types.Select(type => (JsonNode)new JsonObject
        {
            ["category"] = type.Category, ["typeId"] = type.Id, ["label"] = type.Label,
        })]),
    };

    public static HubSpotType Type(string name) => HubSpotType.Find(name) ?? throw HubSpotRefusal.NotEmulated($"the type {name}");

    public IEnumerable<HubSpotAssociationType> Types(HubSpotType from, HubSpotType to, JsonNode? types)
    {
        foreach (JsonNode? type in types as JsonArray ?? throw HubSpotRefusal.Bad("Association types are needed."))
        {
            int number = type!["associationTypeId"]?.GetValue<int>() ?? 0;
            yield return associations.Find(from, to, number) ?? throw HubSpotRefusal.Bad($"{from.Name} and {to.Name} have no association type {number}.");
        }
    }

    private VendorAnswer List(HubSpotCall call, HubSpotRecord record, HubSpotType to)
    {
        Plain(record.Type, to);
        int limit = call.Limit(unless: MostPerPage, MostPerPage);
        long after = long.TryParse(call.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;
        var links = associations.Of(record, to).Where(link => link.Record.Id >= after).Take(limit + 1).ToArray();
        var page = new JsonObject { ["results"] = new JsonArray([.. links.Take(limit).Select(link => (JsonNode)Link(link.Record, link.Types))]) };
        if (links.Length > limit)
        {
            page["paging"] = HubSpotPaging.Next(links[limit].Record.Id.ToString(CultureInfo.InvariantCulture));
        }

        return VendorAnswer.Json(200, page);
    }

    private VendorAnswer Default(HubSpotRecord from, HubSpotRecord to)
    {
        HubSpotAssociationType type = Plain(from.Type, to.Type);
        Add(from, to, type);
        return VendorAnswer.Json(200, new JsonObject
        {
            ["status"] = "COMPLETE",
            ["results"] = new JsonArray(Spec(from, to, type.Id), Spec(to, from, type.Inverse)),
        });
    }

    private VendorAnswer Labelled(HubSpotCall call, HubSpotRecord from, HubSpotRecord to)
    {
        HubSpotAssociationType[] types = [.. Types(from.Type, to.Type, JsonNode.Parse(call.RawBody))];
        foreach (HubSpotAssociationType type in types)
        {
            Add(from, to, type);
        }

        return VendorAnswer.Json(201, new JsonObject
        {
            ["fromObjectTypeId"] = from.Type.Id,
            ["fromObjectId"] = from.Id,
            ["toObjectTypeId"] = to.Type.Id,
            ["toObjectId"] = to.Id,
            ["labels"] = new JsonArray([.. types.Where(type => type.Label is not null).Select(type => (JsonNode)type.Label!)]),
        });
    }

    private VendorAnswer Remove(HubSpotRecord from, HubSpotRecord to)
    {
        associations.Remove(from, to, HubSpotWriter.Integration);
        return VendorAnswer.Empty(204);
    }

    public static JsonObject Spec(HubSpotRecord from, HubSpotRecord to, int type) => new()
    {
        ["from"] = new JsonObject { ["id"] = from.Id.ToString(CultureInfo.InvariantCulture) },
        ["to"] = new JsonObject { ["id"] = to.Id.ToString(CultureInfo.InvariantCulture) },
        ["associationSpec"] = new JsonObject { ["associationCategory"] = HubSpotAssociationType.Defined, ["associationTypeId"] = type },
    };
}
