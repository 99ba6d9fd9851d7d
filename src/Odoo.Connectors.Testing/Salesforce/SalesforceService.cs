using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Odoo.Connectors.Testing;

/// <summary>Leads a call to the part that answers it.</summary>
internal sealed class SalesforceService(
    SalesforceEmulatorOptions options,
    SalesforceTokens tokens,
    SalesforceQueries queries,
    SalesforceObjects objects)
{
    private const int LongestTarget = 16_384;
    private int _used;

    public VendorAnswer Serve(VendorCall call, Uri url)
    {
        string[] path = [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return path switch
        {
            ["services", "oauth2", "token"] => tokens.Give(call, url),
            ["services", "data"] => Versions(),
            ["services", "data", .. var rest] => Data(call, rest),
            _ => VendorAnswer.Page(404),
        };
    }

    public static VendorAnswer Refuse(EmulatorFault fault) => fault == EmulatorFault.RateLimited
        ? new SalesforceRefusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").ToAnswer()
        : new SalesforceRefusal(503, "SERVER_UNAVAILABLE", "The server is unavailable.").ToAnswer();

    private VendorAnswer Data(VendorCall call, string[] rest)
    {
        if (call.Path.Length + 1 + call.Query.Length > LongestTarget)
        {
            return VendorAnswer.Page(414);
        }

        if (!tokens.Accept(call))
        {
            return new SalesforceRefusal(401, "INVALID_SESSION_ID", "Session expired or invalid").ToAnswer();
        }

        VendorAnswer answer;
        try
        {
            answer = ++_used > options.DailyApiRequests
                ? Refuse(EmulatorFault.RateLimited)
                : Versioned(call, rest);
        }
        catch (SalesforceRefusal refusal)
        {
            answer = refusal.ToAnswer();
        }

        return answer.With("Sforce-Limit-Info", string.Create(CultureInfo.InvariantCulture, $"api-usage={_used}/{options.DailyApiRequests}"));
    }

    private VendorAnswer Versioned(VendorCall call, string[] rest)
    {
        if (rest[0] != options.ApiVersion)
        {
            throw SalesforceRefusal.NotFound();
        }

        return (call.Method, rest[1..]) switch
        {
            ("GET", ["query"]) => queries.Start(call, Soql(call), withDeleted: false),
            ("GET", ["queryAll"]) => queries.Start(call, Soql(call), withDeleted: true),
            ("GET", ["query", var locator]) => queries.Next(call, locator),
            ("GET", ["limits"]) => Limits(),
            (_, ["sobjects", var type, .. var target]) => objects.Serve(call, type, target),
            _ => throw SalesforceRefusal.NotFound(),
        };
    }

    private static string Soql(VendorCall call) => QueryHelpers.ParseQuery(call.Query).TryGetValue("q", out var soql)
        ? soql.ToString()
        : throw SalesforceRefusal.BadQuery("A query string has to be specified");

    private VendorAnswer Limits() => VendorAnswer.Json(200, new JsonObject
    {
        ["DailyApiRequests"] = new JsonObject { ["Max"] = options.DailyApiRequests, ["Remaining"] = options.DailyApiRequests - _used },
    });

    private VendorAnswer Versions() => VendorAnswer.Json(200, new JsonArray(new JsonObject
    {
        ["label"] = "Emulator",
        ["url"] = $"/services/data/{options.ApiVersion}",
        ["version"] = options.ApiVersion.TrimStart('v'),
    }));
}
