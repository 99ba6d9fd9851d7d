using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Single records: list, read, create, change, archive, merge.</summary>
internal sealed class HubSpotObjectCalls(HubSpotRecords records, HubSpotAssociations associations, HubSpotWriter writer, HubSpotView view, HubSpotSchema schema)
{
    private const int MostPerPage = 100;

    public VendorAnswer Serve(HubSpotCall call, HubSpotType type, string[] rest) => (call.Method, rest) switch
    {
        ("GET", []) => List(call, type),
        ("POST", []) => Create(call, type),
        ("POST", ["merge"]) => Merge(call, type),
        ("GET", [var id]) => VendorAnswer.Json(200, Shown(call, Existing(call, type, id))),
        ("PATCH", [var id]) => Update(call, Existing(call, type, id)),
        ("DELETE", [var id]) => Archive(type, id),
        _ => throw call.NotEmulated(),
    };

    private VendorAnswer List(HubSpotCall call, HubSpotType type)
    {
        int limit = call.Limit(unless: 10, MostPerPage);
        bool archived = call.Query("archived") == "true";
        SortedList<long, HubSpotRecord> all = records.All(type);
        HubSpotRecord[] found = [.. Enumerable.Range(0, all.Count).Skip(HubSpotRecords.First(all, After(call))).Select(place => all.GetValueAtIndex(place)).Where(record => record.IsArchived == archived).Take(limit + 1)];
        var page = new JsonObject { ["results"] = new JsonArray([.. found.Take(limit).Select(record => (JsonNode)Shown(call, record))]) };
        if (found.Length > limit)
        {
            string after = found[limit].Id.ToString(CultureInfo.InvariantCulture);
            page["paging"] = HubSpotPaging.Next(after, $"https://api.hubapi.com/crm/v3/objects/{type.Name}?limit={limit}&after={after}");
        }

        return VendorAnswer.Json(200, page);
    }

    private static long After(HubSpotCall call)
    {
        if (call.Query("after") is not { Length: > 0 } after)
        {
            return 0;
        }

        return long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : throw HubSpotRefusal.Bad("after is no cursor of this list.");
    }

    private VendorAnswer Create(HubSpotCall call, HubSpotType type)
    {
        JsonObject body = call.Body();
        return VendorAnswer.Json(201, HubSpotView.Written(writer.Create(type, body), HubSpotInput.Properties(body).Select(value => value.Key)));
    }

    private VendorAnswer Update(HubSpotCall call, HubSpotRecord record)
    {
        JsonObject body = call.Body();
        writer.Update(record, HubSpotInput.Properties(body));
        return VendorAnswer.Json(200, HubSpotView.Written(record, HubSpotInput.Properties(body).Select(value => value.Key)));
    }

    private VendorAnswer Archive(HubSpotType type, string id)
    {
        records.Archive(records.Find(type, id) ?? throw HubSpotRefusal.NotFound(), HubSpotWriter.Integration);
        return VendorAnswer.Empty(204);
    }

    private VendorAnswer Merge(HubSpotCall call, HubSpotType type)
    {
        JsonObject body = call.Body();
        (string first, string second) = (HubSpotInput.Needed(body, "primaryObjectId"), HubSpotInput.Needed(body, "objectIdToMerge"));
        HubSpotRecord primary = Alive(type, first) ?? throw HubSpotRefusal.Missing(type, first);
        HubSpotRecord other = Alive(type, second) ?? throw HubSpotRefusal.Missing(type, second);
        HubSpotRecord survivor = Merge(primary, other, HubSpotWriter.Integration);
        return VendorAnswer.Json(200, view.Read(survivor, survivor.Current, null));
    }

    public HubSpotRecord Merge(HubSpotRecord primary, HubSpotRecord other, string source)
    {
        if (primary == other)
        {
            throw HubSpotRefusal.Bad("A record cannot be merged with itself.");
        }

        HubSpotRecord survivor = records.Merge(primary, other, source);
        associations.Move(primary.Type, primary.Id, survivor);
        associations.Move(primary.Type, other.Id, survivor);
        return survivor;
    }

    private HubSpotRecord? Alive(HubSpotType type, string id) => records.Find(type, id) is { IsArchived: false } record ? record : null;

    private HubSpotRecord Existing(HubSpotCall call, HubSpotType type, string id)
    {
        if (call.Query("idProperty") is { } property && property != "hs_object_id")
        {
            return schema.Find(type, property) is { IsUnique: true }
                ? records.Uniques.Owner(type, property, id) ?? throw HubSpotRefusal.NotFound()
                : throw HubSpotRefusal.Bad($"Property {property} is not a unique property of {type.Name}.");
        }

        bool archived = call.Query("archived") == "true";
        return records.Find(type, id) is { } record && record.IsArchived == archived ? record : throw HubSpotRefusal.NotFound();
    }

    private JsonObject Shown(HubSpotCall call, HubSpotRecord record)
    {
        if (call.Query("propertiesWithHistory") is not null)
        {
            throw HubSpotRefusal.NotEmulated("propertiesWithHistory");
        }

        JsonObject shown = view.Read(record, record.Current, call.List("properties"));
        if (call.List("associations") is { } wanted)
        {
            var links = new JsonObject();
            foreach (HubSpotType to in wanted.Select(name => HubSpotType.Find(name) ?? throw HubSpotRefusal.Bad($"No association between {record.Type.Name} and {name}.")))
            {
                JsonNode[] found = [.. associations.Of(record, to).SelectMany(link => link.Types, (link, type) => new JsonObject
                {
                    ["id"] = link.Record.Id.ToString(CultureInfo.InvariantCulture), ["type"] = type.Name,
                })];
                if (found.Length > 0)
                {
                    links[to.Name.Replace('_', ' ')] = new JsonObject { ["results"] = new JsonArray(found) };
                }
            }

            if (links.Count > 0)
            {
                shown["associations"] = links;
            }
        }

        return shown;
    }
}
