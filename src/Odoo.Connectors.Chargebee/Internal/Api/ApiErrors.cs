using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>A refusal in the one taxonomy. Chargebee's words go into the server text only.</summary>
internal static class ApiErrors
{
    public static ConnectorException From(string system, ApiAnswer answer)
    {
        ErrorBody? body = ErrorBody.Read(answer.Body);
        ErrorKind kind = ErrorVerdicts.Of(answer.Status, body?.Code);
        string? field = kind switch
        {
            ErrorKind.Authentication or ErrorKind.Permission => nameof(ChargebeeOptions.ApiKey),
            ErrorKind.Configuration => body?.Param ?? nameof(ChargebeeOptions.Site),
            _ => body?.Param,
        };
        return new ConnectorException(
            kind,
            string.Create(CultureInfo.InvariantCulture, $"Chargebee answered {answer.Status} ({body?.Code ?? "without a code"}) for '{system}'; {Advice(kind, body, field, system)}."))
        {
            Field = field,
            RetryAfter = answer.RetryAfter,
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    public static ConnectorException Unreadable(string system, ReadOnlySpan<byte> body) => new(
        ErrorKind.Protocol, $"Chargebee's answer for '{system}' is not the JSON that it documents; check Systems:{system}:ApiBase and what stands in between.")
    {
        ServerText = new ServerText(Encoding.UTF8.GetString(body)),
    };

    /// <summary>What it means when no answer came back to a read.</summary>
    public static ConnectorException NoReply(string system, Exception cause, bool deadlinePassed)
    {
        // The cause may quote the server, so it is not carried along.
        HttpRequestError error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        string what = deadlinePassed ? "the time was up before an answer came" : $"the answer was lost ({cause.GetType().Name}, {error})";
        return new ConnectorException(ErrorKind.Transient, $"Reading from Chargebee '{system}' failed: {what}; it is tried again.");
    }

    /// <summary>What it means when no answer came back to a write.</summary>
    public static ConnectorException ReplyLost(string system, Exception cause, bool deadlinePassed)
    {
        HttpRequestError error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        string what = deadlinePassed ? "the time was up" : $"{cause.GetType().Name}, {error}";
        return new ConnectorException(ErrorKind.Unknown, $"Chargebee's answer to a write of '{system}' is lost ({what}): it is found out whether it was done.");
    }

    /// <summary>What it means when a write was answered by a failure of the server, or by something that Chargebee does not document.</summary>
    public static ConnectorException InDoubt(string system, ApiAnswer answer) => new(
        ErrorKind.Unknown, string.Create(CultureInfo.InvariantCulture, $"Chargebee answered {answer.Status} to a write of '{system}' and may have done it: it is found out."))
    {
        ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        RetryAfter = answer.RetryAfter,
    };

    private static string Advice(ErrorKind kind, ErrorBody? body, string? field, string system) => kind switch
    {
        ErrorKind.Authentication => $"the key is not one of the site: correct Systems:{system}:ApiKey or Site",
        ErrorKind.Permission => "the key may not do this; see docs/adapters/chargebee.md for what it needs",
        ErrorKind.RateLimited => "the site's calls of this minute are used up, they are spread out",
        ErrorKind.Transient => "it is unavailable for now, and tried again",
        ErrorKind.NotFound => "the record is not there any more",
        ErrorKind.Conflict => "another record or state is in the way",
        ErrorKind.Configuration => $"the site or its settings do not fit: check Systems:{system}:Site and ApiBase, and that it uses Product Catalog 2.0",
        ErrorKind.Protocol => "that is not an answer that Chargebee documents",
        _ when body?.Type == "payment" => "the payment was refused, which is for the customer to settle",
        _ => field is null ? "it refuses the request" : $"it refuses the content of {field}",
    };
}
