using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What happened and is subscribed to, until a receiver has accepted it.</summary>
internal sealed class HubSpotEvents(HubSpotEmulatorOptions options, TimeProvider clock)
{
    private readonly Dictionary<(string Type, string? Property), int> _subscriptions = [];
    private long _events;

    public List<JsonObject> Pending { get; } = [];

    public void Subscribe(string type, string? property) => _subscriptions.TryAdd((type, property), 6_500_001 + _subscriptions.Count);

    /// <summary>Takes away what was accepted; what was not is tried again, but not for ever.</summary>
    public void Settle(IEnumerable<JsonObject> batch, bool accepted, int mostAttempts)
    {
        HashSet<JsonObject> sent = [.. batch];
        Pending.RemoveAll(evt => sent.Contains(evt) && (accepted || Attempt(evt) >= mostAttempts));
        foreach (JsonObject evt in accepted ? [] : sent)
        {
            evt["attemptNumber"] = Attempt(evt) + 1;
        }
    }

    public void Created(HubSpotRecord record, string source) => Tell(record, "creation", source, ("changeFlag", "CREATED"));

    public void Deleted(HubSpotRecord record, string source) => Tell(record, "deletion", source, ("changeFlag", "DELETED"));

    public void Restored(HubSpotRecord record, string source) => Tell(record, "restore", source, ("changeFlag", "RESTORED"));

    public void Changed(HubSpotRecord record, string property, string value, string source)
    {
        if (Event(record, "propertyChange", property, source) is { } evt)
        {
            evt["propertyName"] = property;
            evt["propertyValue"] = value;
            Pending.Add(evt);
        }
    }

    public void Merged(HubSpotRecord survivor, HubSpotRecord primary, HubSpotRecord other, int moved, string source) => Tell(
        survivor,
        "merge",
        source,
        ("primaryObjectId", primary.Id),
        ("mergedObjectIds", new JsonArray(other.Id)),
        ("newObjectId", survivor.Id),
        ("numberOfPropertiesMoved", moved));

    /// <summary>An association is told from the side whose type is subscribed to, from both when both are.</summary>
    public void Associated(HubSpotRecord from, HubSpotRecord to, bool removed, bool isPrimary, string source)
    {
        foreach ((HubSpotRecord one, HubSpotRecord two) in ((HubSpotRecord, HubSpotRecord)[])[(from, to), (to, from)])
        {
            if (Event(one, "associationChange", null, source) is { } evt)
            {
                evt.Remove("objectId");
                evt["associationType"] = $"{one.Type.Shouted}_TO_{two.Type.Shouted}";
                evt["fromObjectId"] = one.Id;
                evt["toObjectId"] = two.Id;
                evt["associationRemoved"] = removed;
                evt["isPrimaryAssociation"] = isPrimary;
                Pending.Add(evt);
            }
        }
    }

    private static int Attempt(JsonObject evt) => evt["attemptNumber"]!.GetValue<int>();

    private void Tell(HubSpotRecord record, string what, string source, params (string Name, JsonNode Value)[] more)
    {
        if (Event(record, what, null, source) is { } evt)
        {
            foreach ((string name, JsonNode value) in more)
            {
                evt[name] = value;
            }

            Pending.Add(evt);
        }
    }

    private JsonObject? Event(HubSpotRecord record, string what, string? property, string source)
    {
        string type = $"{record.Type.Singular}.{what}";
        if (!_subscriptions.TryGetValue((type, property), out int subscription))
        {
            return null;
        }

        // The vendor's event ids neither count up nor are they promised to differ; these do not count up.
        long id = ++_events * 2_654_435_761 % 4_294_967_291;
        return new JsonObject
        {
            ["eventId"] = id,
            ["subscriptionId"] = subscription,
            ["portalId"] = options.PortalId,
            ["appId"] = options.AppId,
            ["occurredAt"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ["subscriptionType"] = type,
            ["attemptNumber"] = 0,
            ["objectId"] = record.Id,
            ["changeSource"] = source,
            ["sourceId"] = source == "INTEGRATION" ? options.AppId.ToString(System.Globalization.CultureInfo.InvariantCulture) : "userId:1",
        };
    }
}
