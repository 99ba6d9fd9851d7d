using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Odoo.Connectors.Testing;

/// <summary>Leads a call to the part that answers it. A call is one transaction.</summary>
internal sealed class SalesforceService(SalesforceEmulatorOptions options, SalesforceWorld world)
{
    private const int LongestTarget = 16_384;

    public VendorAnswer Serve(VendorCall call, Uri url)
    {
        string[] path = Path(call);
        return path switch
        {
            ["services", "oauth2", "token"] => world.Tokens.Give(call, url),
            ["services", "data"] => Versions(),
            ["services", "data", ..] => Data(call),
            _ => VendorAnswer.Page(404),
        };
    }

    public static VendorAnswer Refuse(EmulatorFault fault) => fault switch
    {
        EmulatorFault.RateLimited => new SalesforceRefusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").ToAnswer(),
        EmulatorFault.LockError => new SalesforceRefusal(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records: 001000000000000AAA").ToAnswer(),
        _ => new SalesforceRefusal(503, "SERVER_UNAVAILABLE", "The server is unavailable.").ToAnswer(),
    };

    private static string[] Path(VendorCall call) => [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    /// <summary>What a change event says of where the change came from; a client that names itself is in it.</summary>
    private string Origin(VendorCall call)
    {
        string said = call.Headers.GetValueOrDefault("Sforce-Call-Options", string.Empty);
        string? client = said.Split([',', ';'], StringSplitOptions.TrimEntries).FirstOrDefault(option => option.StartsWith("client=", StringComparison.OrdinalIgnoreCase));
        string api = $"com/salesforce/api/rest/{options.ApiVersion.TrimStart('v')}";
        return client is null ? api : $"{api};{client}";
    }

    private VendorAnswer Data(VendorCall call)
    {
        if (call.Path.Length + 1 + call.Query.Length > LongestTarget)
        {
            return VendorAnswer.Page(414);
        }

        if (!world.Tokens.Accept(call))
        {
            return new SalesforceRefusal(401, "INVALID_SESSION_ID", "Session expired or invalid").ToAnswer();
        }

        world.Writer.AllowsDuplicates = call.Headers.GetValueOrDefault("Sforce-Duplicate-Rule-Header", string.Empty).Contains("allowSave=true", StringComparison.OrdinalIgnoreCase);
        VendorAnswer answer;
        try
        {
            answer = world.Limit.Take() ? Versioned(call) : Refuse(EmulatorFault.RateLimited);
            world.Commit(Origin(call));
        }
        catch (SalesforceRefusal refusal)
        {
            world.Records.Rollback();
            answer = refusal.ToAnswer();
        }

        return world.Limit.Tell(answer);
    }

    private VendorAnswer Versioned(VendorCall call)
    {
        string[] rest = Path(call)[2..];
        if (rest[0] != options.ApiVersion)
        {
            throw SalesforceRefusal.NotFound();
        }

        return (call.Method, rest[1..]) switch
        {
            ("GET", ["query"]) => world.Queries.Start(call, Soql(call), withDeleted: false),
            ("GET", ["queryAll"]) => world.Queries.Start(call, Soql(call), withDeleted: true),
            ("GET", ["query" or "queryAll", var locator]) => world.Queries.Next(call, locator),
            ("GET", ["limits"]) => VendorAnswer.Json(200, world.Limit.ToJson()),
            ("POST", ["composite"]) => SalesforceComposite.Serve(call, Versioned, () => world.Commit(Origin(call)), world.Records.Rollback),
            (_, ["composite", "sobjects", .. var target]) => world.Collections.Serve(call, target),
            (_, ["jobs", "query", .. var target]) => world.Bulk.Serve(call, target),
            (_, ["tooling", .. var target]) => world.Tooling.Serve(call, target),
            (_, ["sobjects", var type, .. var target]) => world.Objects.Serve(call, type, target),
            _ => throw SalesforceRefusal.NotEmulated(call.ToString()),
        };
    }

    private static string Soql(VendorCall call) => QueryHelpers.ParseQuery(call.Query).TryGetValue("q", out var soql)
        ? soql.ToString()
        : throw SalesforceRefusal.BadQuery("A query string has to be specified");

    private VendorAnswer Versions() => VendorAnswer.Json(200, new JsonArray(new JsonObject
    {
        ["label"] = "Emulator",
        ["url"] = $"/services/data/{options.ApiVersion}",
        ["version"] = options.ApiVersion.TrimStart('v'),
    }));
}
