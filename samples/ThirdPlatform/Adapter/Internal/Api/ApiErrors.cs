using System.Net.Http.Headers;
using System.Text;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A refusal in the one taxonomy. Plainbill's words go into the server text only.</summary>
internal static class ApiErrors
{
    public static ConnectorException From(string system, ApiAnswer answer)
    {
        ErrorBody? body = ErrorBody.Read(answer.Body);
        ErrorKind kind = (answer.Status, body?.Code) switch
        {
            (410, _) or (_, "cursor_expired") => ErrorKind.Gone,
            (401, _) => ErrorKind.Authentication,
            (403, _) => ErrorKind.Permission,
            (404, _) => ErrorKind.NotFound,
            (409, _) => ErrorKind.Conflict,
            (429, _) => ErrorKind.RateLimited,
            (408 or >= 500, _) => ErrorKind.Transient,
            (400 or 422, _) => ErrorKind.Validation,
            _ => ErrorKind.Protocol,
        };
        string? field = kind is ErrorKind.Authentication or ErrorKind.Permission ? nameof(PlainbillOptions.ApiKey) : kind == ErrorKind.Gone ? "watermark" : body?.Field;
        string advice = kind switch
        {
            ErrorKind.Authentication => $"correct Systems:{system}:ApiKey",
            ErrorKind.Permission => "give the key the rights that the page of the adapter lists",
            ErrorKind.RateLimited or ErrorKind.Transient => "it is tried again",
            ErrorKind.Gone => "the list is read from its beginning",
            _ => field is null ? "it refuses the request" : $"it refuses the content of {field}",
        };
        return new ConnectorException(kind, FormattableString.Invariant($"Plainbill answered {answer.Status} for '{system}'; {advice}."))
        {
            Field = field, RetryAfter = answer.RetryAfter, ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    public static ConnectorException Unreadable(string system, byte[] body) =>
        new(ErrorKind.Protocol, $"Plainbill's answer for '{system}' is not the JSON that it documents; check Systems:{system}:BaseAddress.") { ServerText = new ServerText(Encoding.UTF8.GetString(body)) };

    public static ConnectorException NoReply(string system, bool isWrite) => isWrite
        ? new(ErrorKind.Unknown, $"Plainbill's answer to a write of '{system}' is lost: it is found out whether it was done.")
        : new(ErrorKind.Transient, $"Plainbill's answer to a read of '{system}' is lost; it is tried again.");

    public static TimeSpan? Wait(RetryConditionHeaderValue? header, DateTimeOffset now) => header?.Delta ?? (header?.Date is { } at && at > now ? at - now : null);

    /// <summary>Only what looks like a word or a name: anything else may be somebody's words.</summary>
    private sealed class ErrorBody
    {
        private static readonly FieldTable<ErrorBody> Inner = new FieldTable<ErrorBody>(Names.Vendor)
            .Field(Names.Code, static (ref reader, e) => e.Code = Word(JsonField.Text(ref reader)))
            .Field(Names.Field, static (ref reader, e) => e.Field = Word(JsonField.Text(ref reader)));

        private static readonly FieldTable<ErrorBody> Table = new FieldTable<ErrorBody>(Names.Vendor).Object(Names.Error, Inner, static e => e);

        public string? Code { get; private set; }

        public string? Field { get; private set; }

        public static ErrorBody? Read(ReadOnlySpan<byte> json)
        {
            try
            {
                ErrorBody body = new();
                Table.Read(json, body);
                return body;
            }
            catch (ConnectorException)
            {
                return null;
            }
        }

        private static string? Word(string? text) => text is { Length: <= 60 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.') ? text : null;
    }
}
