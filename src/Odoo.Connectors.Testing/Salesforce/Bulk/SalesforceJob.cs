using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>A query job: what it found when it began, and how far it says that it is.</summary>
internal sealed class SalesforceJob(string id, string operation, string type, IReadOnlyList<IReadOnlyList<string>> columns, IReadOnlyList<JsonObject> rows, DateTimeOffset createdAt, TimeSpan duration, bool fails)
{
    public string Id => id;

    public DateTimeOffset CreatedAt => createdAt;

    public IReadOnlyList<JsonObject> Rows => rows;

    public bool IsAborted { get; set; }

    public bool IsCut { get; set; }

    public string State(DateTimeOffset now)
    {
        TimeSpan worked = now - createdAt;
        return IsAborted ? "Aborted"
            : worked >= duration ? fails ? "Failed" : "JobComplete"
            : worked >= duration / 2 ? "InProgress"
            : "UploadComplete";
    }

    public JsonObject ToJson(string apiVersion, DateTimeOffset now)
    {
        string state = State(now);
        var json = new JsonObject
        {
            ["id"] = id,
            ["operation"] = operation,
            ["object"] = type,
            ["createdById"] = SalesforceWriter.UserId,
            ["createdDate"] = SalesforceValue.Instant(createdAt),
            ["systemModstamp"] = SalesforceValue.Instant(now < createdAt + duration ? now : createdAt + duration),
            ["state"] = state,
            ["concurrencyMode"] = "Parallel",
            ["contentType"] = "CSV",
            ["apiVersion"] = decimal.Parse(apiVersion.TrimStart('v'), System.Globalization.CultureInfo.InvariantCulture),
            ["lineEnding"] = "LF",
            ["columnDelimiter"] = "COMMA",
        };
        if (state == "Failed")
        {
            json["errorMessage"] = "InternalServerError : the query could not be carried out";
        }

        if (state is "JobComplete" or "Failed" or "Aborted")
        {
            json["numberRecordsProcessed"] = state == "JobComplete" ? rows.Count : 0;
            json["retries"] = 0;
            json["totalProcessingTime"] = (long)duration.TotalMilliseconds;
        }

        return json;
    }

    public string ToCsv(int from, int count) => SalesforceCsv.Write(columns, rows.Skip(from).Take(count));
}
