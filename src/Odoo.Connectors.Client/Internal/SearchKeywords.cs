using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Order and page of a search as arguments by name.</summary>
internal static class SearchKeywords
{
    public static void Add(JsonObject keywords, OdooSearch? search)
    {
        if (search is { Limit: < 1 } or { Offset: < 0 })
        {
            throw new ArgumentException("Limit must be at least 1 (Odoo takes 0 for no limit) and Offset not negative.", nameof(search));
        }

        if (search?.Order is { } order)
        {
            keywords["order"] = order;
        }

        if (search?.Limit is { } limit)
        {
            keywords["limit"] = limit;
        }

        if (search?.Offset is { } offset)
        {
            keywords["offset"] = offset;
        }
    }
}
