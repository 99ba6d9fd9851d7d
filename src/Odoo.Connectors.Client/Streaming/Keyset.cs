using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Pages by id: each asks for the ids above the last one. Rows that come or go between two pages move no other row to another page,
/// as they do when pages are counted by offset.
/// </summary>
internal static class Keyset
{
    public const int DefaultPage = 500;

    public static async IAsyncEnumerable<List<(long Id, T Row)>> PagesAsync<T>(IOdooClient client, KeysetQuery query,
        OdooResultReader<T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = query.After;
        long left = query.Limit ?? long.MaxValue;
        while (left > 0)
        {
            int size = (int)Math.Min(query.PageSize, left);
            OdooCall call = new()
            {
                Model = query.Model,
                Method = "search_read",
                Arguments = [query.Domain.And(OdooDomain.Where("id", ">", last))],
                Keywords = new JsonObject
                {
                    ["fields"] = new JsonArray([.. query.Fields.Select(f => (JsonNode)f)]),
                    ["order"] = "id",
                    ["limit"] = size,
                },
                Context = query.Context,
                IsRead = true,
            };
            List<(long Id, T Row)> page = await client.InvokeAsync(call,
                (ref Utf8JsonReader reader) => ResultRows.Read(ref reader, query.Model, call.Method, read), cancellationToken).ConfigureAwait(false);
            last = Last(page.Select(r => r.Id), last, query.Model);
            if (page.Count > 0)
            {
                yield return page;
            }

            if (page.Count < size)
            {
                yield break;
            }

            left -= page.Count;
        }
    }

    /// <summary>The highest id of a page. A page in another order would make the next one skip or repeat rows.</summary>
    public static long Last(IEnumerable<long> ids, long after, string model)
    {
        long last = after;
        foreach (long id in ids)
        {
            last = id > last ? id
                : throw new OdooProtocolException(model, "id", "did not come in ascending order, so that pages by id would lose rows");
        }

        return last;
    }

    public static int CheckedPageSize(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 100_000);
        return pageSize;
    }
}
