using Odoo.Connectors.HubSpot.Internal.Api;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>What the words of a subscription mean.</summary>
internal static class EventTypes
{
    /// <summary>The kind of a delivery that is genuine and cannot be read.</summary>
    public const string Unreadable = "unreadable";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["company"] = ObjectTypes.Companies, ["0-2"] = ObjectTypes.Companies,
        ["contact"] = ObjectTypes.Contacts, ["0-1"] = ObjectTypes.Contacts,
        ["deal"] = ObjectTypes.Deals, ["0-3"] = ObjectTypes.Deals,
        ["product"] = ObjectTypes.Products, ["0-7"] = ObjectTypes.Products,
        ["line_item"] = ObjectTypes.LineItems, ["0-8"] = ObjectTypes.LineItems,
    };

    /// <summary>The object type of an event; null when it is of none that matters.</summary>
    public static string? ObjectTypeOf(WebhookEvent e)
    {
        string type = e.Type ?? "";
        int dot = type.IndexOf('.', StringComparison.Ordinal);
        string word = dot < 0 ? type : type[..dot];
        return Types.GetValueOrDefault(word == "object" ? e.ObjectTypeId ?? "" : word);
    }

    public static EventAction ActionOf(string type) => type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "creation" or "propertyChange" or "associationChange" => EventAction.Changed,
        "restore" => EventAction.Restored,
        "deletion" => EventAction.Deleted,
        "privacyDeletion" => EventAction.Erased,
        "merge" => EventAction.Merged,
        _ => EventAction.None,
    };
}
