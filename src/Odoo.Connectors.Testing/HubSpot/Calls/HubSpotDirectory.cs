using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What the portal says of itself: account, owners, pipelines.</summary>
internal sealed class HubSpotDirectory(HubSpotPipelines pipelines, HubSpotEmulatorOptions options)
{
    private const int MostOwners = 500;

    public List<JsonObject> Owners { get; } = [];

    public VendorAnswer Account(HubSpotCall call) => call is { Method: "GET", Rest: ["details"] }
        ? VendorAnswer.Json(200, new JsonObject
        {
            ["portalId"] = options.PortalId,
            ["accountType"] = options.AccountType,
            ["timeZone"] = "UTC",
            ["companyCurrency"] = options.CompanyCurrency,
            ["additionalCurrencies"] = new JsonArray(),
            ["utcOffset"] = "+00:00",
            ["utcOffsetMilliseconds"] = 0,
            ["uiDomain"] = "app.hubspot.com",
            ["dataHostingLocation"] = "eu1",
        })
        : throw call.NotEmulated();

    public VendorAnswer Pipelines(HubSpotCall call) => (call.Method, call.Rest) switch
    {
        ("GET", ["deals" or "deal" or "0-3"]) => Results(pipelines.All),
        ("GET", ["deals" or "deal" or "0-3", var id]) => VendorAnswer.Json(200, Pipeline(id).DeepClone()),
        ("GET", ["deals" or "deal" or "0-3", var id, "stages"]) => Results(Pipeline(id)["stages"]!.AsArray().Select(stage => (JsonObject)stage!)),
        _ => throw call.NotEmulated(),
    };

    public VendorAnswer OwnersPage(HubSpotCall call)
    {
        if (call is { Method: "GET", Rest: [var id] })
        {
            return VendorAnswer.Json(200, (Owners.Find(owner => HubSpotInput.Text(owner, "id") == id) ?? throw HubSpotRefusal.NotFound()).DeepClone());
        }

        if (call is not { Method: "GET", Rest: [] })
        {
            throw call.NotEmulated();
        }

        int limit = call.Limit(unless: 100, MostOwners);
        int from = int.TryParse(call.Query("after"), out int after) ? after : 0;
        JsonObject[] owners = [.. Owners.Where(owner => (owner["archived"]?.GetValue<bool>() is true) == (call.Query("archived") == "true"))];
        var page = new JsonObject { ["results"] = new JsonArray([.. owners.Skip(from).Take(limit).Select(owner => owner.DeepClone())]) };
        if (from + limit < owners.Length)
        {
            page["paging"] = HubSpotPaging.Next($"{from + limit}");
        }

        return VendorAnswer.Json(200, page);
    }

    private JsonObject Pipeline(string id) => pipelines.Find(id) ?? throw HubSpotRefusal.NotFound();

    private static VendorAnswer Results(IEnumerable<JsonObject> all) =>
        VendorAnswer.Json(200, new JsonObject { ["results"] = new JsonArray([.. all.Select(one => one.DeepClone())]) });
}
