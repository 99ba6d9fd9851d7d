using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing;

/// <summary>Several calls in one, later ones referring to the answers of earlier ones.</summary>
internal static partial class SalesforceComposite
{
    private const int Most = 25;
    private const int MostCostly = 5;

    /// <summary>Carries out each by way of <paramref name="serve"/>; with all or none, one that fails brings back the others, else each counts for itself.</summary>
    public static VendorAnswer Serve(VendorCall call, Func<VendorCall, VendorAnswer> serve, Action commit, Action rollback)
    {
        JsonObject body = SalesforceObjects.Body(call);
        JsonObject[] parts = [.. (body["compositeRequest"] as JsonArray ?? throw Bad("compositeRequest is needed")).Select(part => (JsonObject)part!)];
        if (parts.Length > Most || parts.Count(IsCostly) > MostCostly)
        {
            throw Bad($"Limit of {Most} subrequests, of them {MostCostly} queries or collections, is exceeded");
        }

        if (Array.Exists(parts, part => part["referenceId"] is null || part["url"] is null))
        {
            throw Bad("referenceId and url are needed in each subrequest");
        }

        bool allOrNone = body["allOrNone"]?.GetValue<bool>() is true;
        var answers = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var results = new List<JsonObject>();
        foreach (JsonObject part in parts)
        {
            string reference = part["referenceId"]!.ToString();
            VendorAnswer answer = Answer(call, part, answers, serve);
            answers[reference] = answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body);
            if (!allOrNone)
            {
                commit();
            }

            results.Add(Result(answer.Status, answers[reference], answer.Headers.GetValueOrDefault("Location"), reference));
        }

        if (allOrNone && results.Any(IsFailed))
        {
            rollback();
            results = [.. results.Select(result => IsFailed(result) ? result : Result(400, Halted(), null, result["referenceId"]!.ToString()))];
        }

        return VendorAnswer.Json(200, new JsonObject { ["compositeResponse"] = new JsonArray([.. results]) });
    }

    private static VendorAnswer Answer(VendorCall call, JsonObject part, Dictionary<string, JsonNode?> answers, Func<VendorCall, VendorAnswer> serve)
    {
        try
        {
            string target = Filled(part["url"]!.ToString(), answers);
            int mark = target.IndexOf('?', StringComparison.Ordinal);
            return serve(call with
            {
                Method = (part["method"]?.ToString() ?? "GET").ToUpperInvariant(),
                Path = mark < 0 ? target : target[..mark],
                Query = mark < 0 ? string.Empty : target[(mark + 1)..],
                Body = part["body"] is { } content ? Filled(content.ToJsonString(), answers) : string.Empty,
            });
        }
        catch (SalesforceRefusal refusal)
        {
            return refusal.ToAnswer();
        }
    }

    private static string Filled(string text, Dictionary<string, JsonNode?> answers) => Reference().Replace(text, match =>
    {
        JsonNode? value = answers.GetValueOrDefault(match.Groups[1].Value);
        foreach (string step in match.Groups[2].Value.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            value = value is JsonObject known ? known[step] : null;
        }

        return value?.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : value?.ToJsonString() ?? throw new SalesforceRefusal(400, "PROCESSING_HALTED", $"Invalid reference specified. No value for {match.Value} found");
    });

    private static bool IsCostly(JsonObject part) => part["url"]?.ToString() is { } url
        && (url.Contains("/query", StringComparison.Ordinal) || url.Contains("/composite/sobjects", StringComparison.Ordinal));

    private static bool IsFailed(JsonObject result) => result["httpStatusCode"]!.GetValue<int>() >= 400;

    private static JsonArray Halted() => new(new JsonObject
    {
        ["errorCode"] = "PROCESSING_HALTED",
        ["message"] = "The transaction was rolled back since another operation in the same transaction failed.",
    });

    private static JsonObject Result(int status, JsonNode? body, string? location, string reference) => new()
    {
        ["body"] = body?.DeepClone(),
        ["httpHeaders"] = location is null ? [] : new JsonObject { ["Location"] = location },
        ["httpStatusCode"] = status,
        ["referenceId"] = reference,
    };

    private static SalesforceRefusal Bad(string why) => new(400, "INVALID_INPUT", why);

    [GeneratedRegex(@"@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+)+)\}")]
    private static partial Regex Reference();
}
