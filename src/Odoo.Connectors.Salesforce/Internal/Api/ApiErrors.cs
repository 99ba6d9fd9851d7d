using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What a refusal means. The server's words go into the server text only; of its codes, those that look like one are named.</summary>
internal static partial class ApiErrors
{
    /// <summary>A call that was refused.</summary>
    public static SalesforceException From(string system, ApiAnswer answer, bool isRead)
    {
        ErrorItem? error = SalesforceJson.Read(answer.Body, SalesforceJson.Default.ListErrorItem) is [var first, ..] ? first : null;
        string? code = CodeOf(error);
        ErrorKind kind = code is null
            ? KindOf(answer.Status, isRead)
            : ErrorTable.Find(code, isRead) ?? (isRead ? KindOf(answer.Status, isRead) : ErrorKind.Unknown);
        kind = code is null || kind != ErrorKind.Configuration || !IsForeignKey(error) ? kind : ErrorKind.Dependency;
        string? field = answer.Status == 410 || (isRead && answer.Status == 404 && kind == ErrorKind.Configuration)
            ? nameof(SalesforceOptions.ApiVersion)
            : FieldOf(error);
        return new SalesforceException(
            kind,
            string.Create(CultureInfo.InvariantCulture, $"Salesforce '{system}' answered HTTP {answer.Status} ({code ?? "without an error code"}); {ErrorAdvice.Of(kind, code, field)}."))
        {
            Code = code,
            Status = answer.Status,
            Field = field,
            RetryAfter = answer.RetryAfter,
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    /// <summary>A record of a collection that was refused.</summary>
    public static SalesforceException From(string system, SaveResult result)
    {
        ErrorItem? error = result.Errors is [var first, ..] ? first : null;
        string? code = CodeOf(error);
        ErrorKind kind = code is null ? ErrorKind.Unknown : ErrorTable.Find(code, isRead: false) ?? ErrorKind.Unknown;
        kind = kind == ErrorKind.Configuration && IsForeignKey(error) ? ErrorKind.Dependency : kind;
        string? field = FieldOf(error);
        return new SalesforceException(
            kind, $"Salesforce '{system}' did not store the record ({code ?? "without an error code"}); {ErrorAdvice.Of(kind, code, field)}.")
        {
            Code = code,
            Field = field,
            ServerText = new ServerText(error?.Message),
        };
    }

    private static ErrorKind KindOf(int status, bool isRead) => status switch
    {
        300 => ErrorKind.Conflict,
        401 => ErrorKind.Authentication,
        403 or 407 => ErrorKind.Permission,
        404 => isRead ? ErrorKind.Configuration : ErrorKind.Gone,
        409 => ErrorKind.Transient,
        410 => ErrorKind.Configuration,
        429 => ErrorKind.RateLimited,
        408 or >= 500 => isRead ? ErrorKind.Transient : ErrorKind.Unknown,
        _ => isRead ? ErrorKind.Protocol : ErrorKind.Unknown,
    };

    private static string? CodeOf(ErrorItem? error) => error?.Code is { } code && Code().IsMatch(code) ? code : null;

    /// <summary>The field in the error's list, or the one that its message names.</summary>
    private static string? FieldOf(ErrorItem? error)
    {
        string? field = error?.Fields is [var first, ..] && Name().IsMatch(first) ? first : null;
        return field ?? (NamedField().Match(error?.Message ?? "") is { Success: true } match ? match.Groups[1].Value : null);
    }

    /// <summary>A record that is referred to by an external id and is not there has a code of its own only in words.</summary>
    private static bool IsForeignKey(ErrorItem? error) => error?.Message?.StartsWith("Foreign key external ID", StringComparison.OrdinalIgnoreCase) ?? false;

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{2,79}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.]{0,99}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:No such column '|not found for field |No such column )([A-Za-z][A-Za-z0-9_.]{0,99})")]
    private static partial Regex NamedField();
}
