using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Answers queries page by page.</summary>
internal sealed class SalesforceQueries(SoqlRunner runner, SalesforceEmulatorOptions options)
{
    private const int SmallestBatch = 200;
    private readonly Dictionary<string, List<JsonObject>> _cursors = new(StringComparer.Ordinal);
    private int _started;

    /// <summary>Forgets every page that is not fetched yet.</summary>
    public void Lose() => _cursors.Clear();

    public VendorAnswer Start(VendorCall call, string soql, bool withDeleted)
    {
        List<JsonObject> rows = runner.Run(SoqlParser.Parse(soql), withDeleted);
        string cursor = SalesforceId.To18($"01gEM{++_started:D10}");
        int size = PageSize(call);
        if (rows.Count > size)
        {
            _cursors[cursor] = rows;
        }

        return Page(cursor, rows, 0, size);
    }

    public VendorAnswer Next(VendorCall call, string locator)
    {
        string[] parts = locator.Split('-', 2);
        return parts.Length == 2
            && _cursors.TryGetValue(parts[0], out List<JsonObject>? rows)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
            && from < rows.Count
                ? Page(parts[0], rows, from, PageSize(call))
                : throw new SalesforceRefusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    private VendorAnswer Page(string cursor, List<JsonObject> rows, int from, int size)
    {
        int next = from + size;
        var page = new JsonObject { ["totalSize"] = rows.Count, ["done"] = next >= rows.Count };
        if (next < rows.Count)
        {
            page["nextRecordsUrl"] = $"/services/data/{options.ApiVersion}/query/{cursor}-{next}";
        }

        page["records"] = new JsonArray([.. rows.Skip(from).Take(size).Select(row => row.DeepClone())]);
        return VendorAnswer.Json(200, page);
    }

    private int PageSize(VendorCall call)
    {
        string hint = call.Headers.GetValueOrDefault("Sforce-Query-Options", string.Empty);
        return hint.StartsWith("batchSize=", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(hint["batchSize=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int wanted)
                ? Math.Min(options.PageSize, Math.Max(SmallestBatch, wanted))
                : options.PageSize;
    }
}
