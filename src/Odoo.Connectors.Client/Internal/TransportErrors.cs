using System.Globalization;
using System.Net;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Decides what it means when no answer of Odoo came back.</summary>
internal static class TransportErrors
{
    /// <summary>Whether the runtime says that there never was a connection to send on.</summary>
    public static bool IsBeforeSending(HttpRequestError error) => error is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>No HTTP answer.</summary>
    public static OdooTransportException NoReply(Exchange exchange, bool bodyStarted, bool deadlinePassed, Exception cause)
    {
        if (cause is PausedException paused)
        {
            return New(exchange, ErrorKind.RateLimited, "nothing was sent: it asked to wait longer than this call may take", retryAfter: paused.Left);
        }

        var error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (!bodyStarted || IsBeforeSending(error))
        {
            // Nothing was read from Odoo either, so the cause cannot quote it.
            return New(exchange, ErrorKind.Transient, deadlinePassed ? "the deadline passed before anything was sent"
                : $"nothing was sent ({error})", cause: cause);
        }

        var what = deadlinePassed ? "the deadline passed before an answer came" : $"the answer was lost ({cause.GetType().Name}, {error})";
        return New(exchange, exchange.InDoubt(ErrorKind.Transient), what);
    }

    /// <summary>An HTTP answer that is none of Odoo's; its text is not looked at, for it may be anybody's.</summary>
    public static OdooTransportException BadAnswer(Exchange exchange, Reply reply, TimeProvider time)
    {
        var response = reply.Response;
        var status = (int)response.StatusCode;
        var (kind, reason) = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => (ErrorKind.RateLimited, "it asks to slow down"),
            HttpStatusCode.NotFound => (ErrorKind.Configuration, $"there is no {exchange.Format} at this Url, or no such database; check Url and Database"),
            HttpStatusCode.Unauthorized or HttpStatusCode.ProxyAuthenticationRequired => (ErrorKind.Authentication, "something in front of Odoo wants a login of its own"),
            HttpStatusCode.Forbidden => (ErrorKind.Permission, "something in front of Odoo forbids the request"),
            HttpStatusCode.RequestEntityTooLarge => (ErrorKind.Validation, "the request is too large; send fewer records per call"),
            HttpStatusCode.RequestTimeout => (exchange.InDoubt(ErrorKind.Transient), "it waited too long for the request"),
            >= HttpStatusCode.InternalServerError => (exchange.InDoubt(ErrorKind.Transient), $"a server error page came instead of {exchange.Format}"),
            >= HttpStatusCode.BadRequest => (ErrorKind.Protocol, $"the request was refused before Odoo's {exchange.Format} saw it"),
            >= HttpStatusCode.MultipleChoices => (ErrorKind.Configuration, "it redirects elsewhere; set Url to the final address, with https if it has one"),
            _ => (exchange.InDoubt(ErrorKind.Protocol), $"the answer is not {exchange.Format}"),
        };
        return New(exchange, kind, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}, {reason}"), status, RetryAfter(response, time), reply.Excerpt);
    }

    /// <summary>Nothing was sent, since the call as it is cannot be put into a request.</summary>
    public static OdooTransportException NotSent(ModelCall call, ErrorKind kind, string reason) =>
        new(kind, call.Model, call.Method, $"nothing was sent: {reason}");

    /// <summary>An answer of Odoo whose result has not the shape the method promises.</summary>
    public static OdooTransportException BadResult(string model, string method, bool isRead, string expected) =>
        new(isRead ? ErrorKind.Protocol : ErrorKind.Unknown, model, method, $"the result is not {expected}");

    private static OdooTransportException New(Exchange exchange, ErrorKind kind, string reason, int? status = null,
        TimeSpan? retryAfter = null, ServerText text = default, Exception? cause = null) =>
        new(kind, exchange.Model, exchange.Method, reason, cause) { StatusCode = status, RetryAfter = retryAfter, ServerText = text };

    /// <summary>How long the server asks to wait.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
