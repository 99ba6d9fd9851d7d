using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Counts the calls of the last 24 hours.</summary>
internal sealed class SalesforceDailyLimit(SalesforceEmulatorOptions options, SalesforceBulk bulk, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private readonly Queue<DateTimeOffset> _calls = new();

    /// <summary>Whether one more call is allowed; one that is not allowed counts too.</summary>
    public bool Take()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_calls.TryPeek(out DateTimeOffset first) && now - first >= Window)
        {
            _calls.Dequeue();
        }

        _calls.Enqueue(now);
        return _calls.Count <= options.DailyApiRequests;
    }

    public VendorAnswer Tell(VendorAnswer answer) =>
        answer.With("Sforce-Limit-Info", string.Create(CultureInfo.InvariantCulture, $"api-usage={_calls.Count}/{options.DailyApiRequests}"));

    public JsonObject ToJson() => new()
    {
        ["DailyApiRequests"] = Of(options.DailyApiRequests, _calls.Count),
        ["DailyBulkV2QueryJobs"] = Of(options.DailyBulkQueryJobs, bulk.Today),
    };

    private static JsonObject Of(int most, int used) => new() { ["Max"] = most, ["Remaining"] = Math.Max(0, most - used) };
}
