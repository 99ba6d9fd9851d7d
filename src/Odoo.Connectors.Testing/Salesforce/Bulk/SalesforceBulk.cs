using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Query jobs of the Bulk API 2.0: begun, asked for, and fetched set by set as CSV for seven days.</summary>
internal sealed class SalesforceBulk(SoqlRunner runner, SalesforceSchema schema, SalesforceEmulatorOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly Dictionary<string, SalesforceJob> _jobs = new(StringComparer.Ordinal);
    private int _failing;

    /// <summary>How many jobs were begun in the last 24 hours.</summary>
    public int Today => _jobs.Values.Count(job => clock.GetUtcNow() - job.CreatedAt < TimeSpan.FromHours(24));

    public void FailNext() => _failing++;

    /// <summary>Of the jobs so far, only the first set of results is there.</summary>
    public void Lose()
    {
        foreach (SalesforceJob job in _jobs.Values)
        {
            job.IsCut = true;
        }
    }

    public VendorAnswer Serve(VendorCall call, string[] rest) => (call.Method, rest) switch
    {
        ("POST", []) => Begin(SalesforceObjects.Body(call)),
        ("GET", [var id]) => VendorAnswer.Json(200, Existing(id).ToJson(options.ApiVersion, clock.GetUtcNow())),
        ("GET", [var id, "results"]) => Results(Existing(id), QueryHelpers.ParseQuery(call.Query)),
        ("PATCH", [var id]) => Abort(Existing(id), SalesforceObjects.Body(call)),
        ("DELETE", [var id]) => Delete(Existing(id)),
        _ => throw SalesforceRefusal.NotEmulated(call.ToString()),
    };

    private VendorAnswer Begin(JsonObject body)
    {
        string operation = body["operation"]?.ToString() ?? string.Empty;
        if (operation is not ("query" or "queryAll"))
        {
            throw new SalesforceRefusal(400, "INVALIDJOB", $"Invalid operation: {operation}");
        }

        if (body["contentType"] is { } format && format.ToString() != "CSV" || body["columnDelimiter"] is { } column && column.ToString() != "COMMA" || body["lineEnding"] is { } ending && ending.ToString() != "LF")
        {
            throw SalesforceRefusal.NotEmulated("another format than CSV with commas and line feeds");
        }

        if (Today >= options.DailyBulkQueryJobs)
        {
            throw new SalesforceRefusal(403, "REQUEST_LIMIT_EXCEEDED", "Max bulk v2 query jobs (DailyBulkV2QueryJobs) per 24 hours is exceeded.");
        }

        SoqlQuery query = SoqlParser.Parse(body["query"]?.ToString() ?? throw new SalesforceRefusal(400, "INVALIDJOB", "query is needed"));
        if (query.Items.Any(item => item.Child is not null))
        {
            throw new SalesforceRefusal(400, "API_ERROR", "FUNCTIONALITY_NOT_ENABLED: Parent to child queries are not supported in Bulk Query");
        }

        if (query.Items.Any(item => SalesforceSchema.Kind(item.Path[^1]) == SalesforceFieldKind.Compound))
        {
            throw new SalesforceRefusal(400, "API_ERROR", "FUNCTIONALITY_NOT_ENABLED: Selecting compound data not supported in Bulk Query");
        }

        List<JsonObject> rows = runner.Run(query, withDeleted: operation == "queryAll");
        string id = SalesforceId.To18($"750EM{_jobs.Count + 1:D10}");
        var job = new SalesforceJob(id, operation, schema.TypeName(query.From)!, [.. query.Items.Select(item => item.Path)], rows, clock.GetUtcNow(), options.BulkJobDuration, fails: _failing > 0);
        _failing = Math.Max(0, _failing - 1);
        _jobs[id] = job;
        JsonObject begun = job.ToJson(options.ApiVersion, clock.GetUtcNow());
        begun["state"] = "UploadComplete";
        return VendorAnswer.Json(200, begun);
    }

    private VendorAnswer Results(SalesforceJob job, Dictionary<string, StringValues> query)
    {
        if (job.State(clock.GetUtcNow()) != "JobComplete")
        {
            throw new SalesforceRefusal(400, "INVALIDJOBSTATE", $"The job must have the state JobComplete; it has the state {job.State(clock.GetUtcNow())}.");
        }

        int from = query.TryGetValue("locator", out StringValues locator) && locator.ToString().Length > 0 ? Place(job, locator.ToString()) : 0;
        int most = query.TryGetValue("maxRecords", out StringValues text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) && wanted > 0
            ? Math.Min(wanted, options.BulkPageSize)
            : options.BulkPageSize;
        int count = Math.Min(most, job.Rows.Count - from);
        string next = from + count < job.Rows.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"{job.Id}:{from + count}")).TrimEnd('=') : "null";
        return new VendorAnswer(200, job.ToCsv(from, count), "text/csv")
            .With("Sforce-Locator", next)
            .With("Sforce-NumberOfRecords", count.ToString(CultureInfo.InvariantCulture));
    }

    private static int Place(SalesforceJob job, string locator)
    {
        try
        {
            string[] parts = Encoding.ASCII.GetString(Convert.FromBase64String(locator.PadRight((locator.Length + 3) / 4 * 4, '='))).Split(':');
            if (!job.IsCut && parts.Length == 2 && parts[0] == job.Id && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int place))
            {
                return place;
            }
        }
        catch (FormatException)
        {
            // Refused like one of another job.
        }

        throw new SalesforceRefusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    private VendorAnswer Abort(SalesforceJob job, JsonObject body)
    {
        if (body["state"]?.ToString() != "Aborted")
        {
            throw new SalesforceRefusal(400, "INVALIDJOB", "Only Aborted can be set.");
        }

        if (job.State(clock.GetUtcNow()) is "JobComplete" or "Failed")
        {
            throw new SalesforceRefusal(400, "INVALIDJOBSTATE", "Aborting already Completed Job not allowed");
        }

        job.IsAborted = true;
        return VendorAnswer.Json(200, job.ToJson(options.ApiVersion, clock.GetUtcNow()));
    }

    private VendorAnswer Delete(SalesforceJob job)
    {
        _jobs.Remove(job.Id);
        return VendorAnswer.Empty(204);
    }

    private SalesforceJob Existing(string id) =>
        SalesforceId.IsValid(id) && _jobs.TryGetValue(SalesforceId.To18(id), out SalesforceJob? job) && clock.GetUtcNow() - job.CreatedAt < Kept ? job : throw SalesforceRefusal.NotFound();
}
