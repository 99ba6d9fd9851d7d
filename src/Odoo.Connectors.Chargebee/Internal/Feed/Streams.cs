namespace Odoo.Connectors.Chargebee.Internal.Feed;

/// <summary>The lists that are polled: what they are called and what they can be asked for.</summary>
internal static class Streams
{
    public const string Events = "events";

    /// <summary>The lists of records, in the order in which records stand on each other.</summary>
    public static IReadOnlyList<string> Records { get; } = ["customers", "items", "item_prices", "subscriptions", "invoices", "credit_notes", "transactions"];

    /// <summary>The time that a list is read by.</summary>
    public static string TimeOf(string stream) => stream == Events ? "occurred_at" : "updated_at";

    /// <summary>Whether the list shows what was deleted on request; items and prices are shown with the status <c>deleted</c>.</summary>
    public static bool ShowsDeleted(string stream) => stream is not (Events or "items" or "item_prices");
}
