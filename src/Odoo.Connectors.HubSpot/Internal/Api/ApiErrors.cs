using System.Globalization;
using System.Text;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>A refusal in the one taxonomy. HubSpot's words go into the server text only.</summary>
internal static class ApiErrors
{
    public static HubSpotException From(string system, ApiAnswer answer, bool isRead) =>
        From(system, answer.Status, ErrorReader.Parse(answer.Body), isRead, answer.RetryAfter, Encoding.UTF8.GetString(answer.Body));

    /// <summary>The error of one record in a batch's answer: the batch was answered, so that nothing is in doubt but words that are not known.</summary>
    public static HubSpotException From(string system, ErrorBody error) => From(system, 400, error, isRead: false, null, error.Message);

    private static HubSpotException From(string system, int status, ErrorBody? body, bool isRead, TimeSpan? wait, string? text)
    {
        string? code = ErrorReader.Code(status, body);
        string? field = status == 414 ? "properties" : ErrorReader.Field(body);
        string? existing = ErrorReader.ExistingId(body);
        ErrorKind kind = ErrorVerdicts.Of(status, code, ErrorReader.Detail(body), isRead);
        return new HubSpotException(
            kind,
            string.Create(
                CultureInfo.InvariantCulture,
                $"HubSpot '{system}' answered HTTP {status} ({code ?? "without a category"}); {Advice(status, kind, field, existing, ErrorReader.Scopes(body))}."))
        {
            Code = code,
            Field = field ?? (kind == ErrorKind.Configuration ? nameof(HubSpotOptions.ApiVersion) : null),
            ExistingId = existing,
            RetryAfter = wait,
            ServerText = new ServerText(text),
        };
    }

    private static string Advice(int status, ErrorKind kind, string? field, string? existing, string? scopes) => kind switch
    {
        _ when status == 477 => "the account moves to another data centre, wait until it is done",
        _ when status == 414 => "fewer properties fit into one address, shorten CompanyProperties or DealProperties",
        ErrorKind.RateLimited => "the account's limit is used up, wait or give this integration a smaller budget",
        ErrorKind.Transient => "it is tried again",
        ErrorKind.Unknown => "whether the write took effect is not known",
        ErrorKind.Authentication => "the token is refused: check AccessToken, or authorise the app again",
        ErrorKind.Permission => string.IsNullOrEmpty(scopes) ? "give the app the scopes it needs" : $"give the app one of the scopes {scopes}",
        ErrorKind.NotFound => "the record is not there any more",
        ErrorKind.Conflict => existing is null ? "another record or writer is in the way" : $"the record {existing} is in the way: link or merge it",
        ErrorKind.Configuration => field is null
            ? "there is no such resource; check ApiBase and ApiVersion"
            : $"check that the property {field} exists, is named rightly in the options and takes the value; the set-up command creates what is missing",
        ErrorKind.Protocol => "that is not an answer that HubSpot documents; check ApiBase and what stands in between",
        _ => field is null ? "it refuses the content" : $"it refuses the content of {field}",
    };
}
