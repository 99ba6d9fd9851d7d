using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What a refusal means. The server's words go into the server text only; of its codes, those that look like one are named.</summary>
internal static partial class ApiErrors
{
    public static SalesforceException From(string system, ApiAnswer answer, bool isRead)
    {
        (string? code, string message, string? field) = Read(answer.Body);
        ErrorKind kind = code is null ? KindOf(answer.Status, isRead) : KindOf(answer.Status, code, isRead);
        string? named = field ?? (code == "INVALID_FIELD" && NoColumn().Match(message) is { Success: true } match ? match.Groups[1].Value : null);
        if (answer.Status == 410 || (isRead && answer.Status == 404 && kind == ErrorKind.Configuration))
        {
            named = nameof(SalesforceOptions.ApiVersion);
        }

        string said = code is null ? "without an error code" : code;
        return new SalesforceException(
            kind,
            string.Create(CultureInfo.InvariantCulture, $"Salesforce '{system}' answered HTTP {answer.Status} ({said}); {Advice(kind, named)}."))
        {
            Code = code,
            Field = named,
            RetryAfter = answer.RetryAfter,
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    private static ErrorKind KindOf(int status, string code, bool isRead) => code switch
    {
        "REQUEST_LIMIT_EXCEEDED" => ErrorKind.RateLimited,
        "UNABLE_TO_LOCK_ROW" or "QUERY_TIMEOUT" or "SERVER_UNAVAILABLE" => ErrorKind.Transient,
        "INVALID_SESSION_ID" => ErrorKind.Authentication,
        "API_DISABLED_FOR_ORG" or "API_CURRENTLY_DISABLED" or "FUNCTIONALITY_NOT_ENABLED" => ErrorKind.Permission,
        _ when code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal) => ErrorKind.Permission,
        "INVALID_FIELD" or "INVALID_TYPE" or "MALFORMED_QUERY" or "UNSUPPORTED_API_VERSION"
            or "INVALID_FIELD_FOR_INSERT_UPDATE" or "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" => ErrorKind.Configuration,
        "ENTITY_IS_DELETED" => ErrorKind.Gone,
        "NOT_FOUND" => isRead ? ErrorKind.Configuration : ErrorKind.Gone,
        "DUPLICATE_VALUE" or "DUPLICATES_DETECTED" => ErrorKind.Conflict,
        _ when status is 400 or 300 => ErrorKind.Validation,
        _ => KindOf(status, isRead),
    };

    private static ErrorKind KindOf(int status, bool isRead) => status switch
    {
        401 => ErrorKind.Authentication,
        403 or 407 => ErrorKind.Permission,
        404 => isRead ? ErrorKind.Configuration : ErrorKind.Gone,
        409 => ErrorKind.Conflict,
        410 => ErrorKind.Configuration,
        429 => ErrorKind.RateLimited,
        408 or >= 500 => isRead ? ErrorKind.Transient : ErrorKind.Unknown,
        _ => isRead ? ErrorKind.Protocol : ErrorKind.Unknown,
    };

    private static string Advice(ErrorKind kind, string? field) => kind switch
    {
        ErrorKind.RateLimited => "the organisation's API limit is used up, wait or raise the limit",
        ErrorKind.Transient => "it is tried again",
        ErrorKind.Unknown => "whether the write took effect is not known",
        ErrorKind.Authentication => "check ClientId, ClientSecret and the connected app",
        ErrorKind.Permission => "give the integration user access to the API, the object, the record and the field",
        ErrorKind.Configuration when field == nameof(SalesforceOptions.ApiVersion) => "set ApiVersion to a version the organisation serves",
        ErrorKind.Configuration when field == "CurrencyIsoCode" =>
            "the field CurrencyIsoCode is missing, which means a single currency: set DefaultCurrency",
        ErrorKind.Configuration => field is null
            ? "check that the fields named in the options exist and that the integration user may use them"
            : $"check that the field {field} exists, is named rightly in the options and that the integration user may use it",
        ErrorKind.Gone => "the record is not there any more",
        ErrorKind.Conflict => "another record or writer is in the way",
        ErrorKind.Protocol => "that is not an answer of the REST API; check LoginUrl and what stands in between",
        _ => field is null ? "it refuses the content" : $"it refuses the content of {field}",
    };

    private static (string? Code, string Message, string? Field) Read(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement first = document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() > 0
                ? document.RootElement[0]
                : document.RootElement;
            if (first.ValueKind != JsonValueKind.Object)
            {
                return (null, "", null);
            }

            string? field = first.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array && fields.GetArrayLength() > 0
                ? Text(fields[0])
                : null;
            string? code = first.TryGetProperty("errorCode", out JsonElement c) ? Text(c) : null;
            string message = first.TryGetProperty("message", out JsonElement m) ? Text(m) ?? "" : "";
            return (code is not null && Code().IsMatch(code) ? code : null, message, field is not null && Name().IsMatch(field) ? field : null);
        }
        catch (JsonException)
        {
            return (null, "", null);
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{2,79}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.]{0,99}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"No such column '([A-Za-z][A-Za-z0-9_.]{0,99})'")]
    private static partial Regex NoColumn();
}
