using System.Net;
using System.Net.Http.Headers;

namespace Odoo.Connectors.Client.Tests;

/// <summary>What can go wrong. Classes and statuses are those of facts 12; a fault is the same on both transports, its dress is not.</summary>
internal static class ParityFaults
{
    public static IReadOnlyDictionary<string, Func<StubRequest, HttpResponseMessage>> All { get; } = new Dictionary<string, Func<StubRequest, HttpResponseMessage>>
    {
        ["access"] = Refused("odoo.exceptions.AccessError", "You are not allowed", 403),
        ["session of another"] = Refused("odoo.exceptions.AccessDenied", "Session user does not match the used apikey.", 403),
        ["missing"] = Refused("odoo.exceptions.MissingError", "Record does not exist or has been deleted.", 404),
        ["business rule"] = Refused("odoo.exceptions.UserError", "The entry must be in draft.", 422),
        ["period locked"] = Refused("odoo.exceptions.UserError", "entries prior to and inclusive of the lock date", 422),
        ["unique"] = Refused("odoo.exceptions.ValidationError", "The operation cannot be completed: already exists", 422),
        ["constraint"] = Refused("odoo.exceptions.ValidationError", "The operation cannot be completed: missing", 422),
        ["lock"] = Refused("odoo.exceptions.LockError", "locked", 409),
        ["redirect warning"] = Refused("odoo.exceptions.RedirectWarning", "You cannot archive", 500),
        ["wrong field"] = Refused("builtins.ValueError", "Invalid field res.partner.nosuch", 500),
        ["serialization"] = Refused("psycopg2.errors.SerializationFailure", "could not serialize", 500),
        ["connection to the database lost"] = Refused("psycopg2.OperationalError", "server closed the connection unexpectedly", 500),
        ["shutdown"] = Refused("psycopg2.InterfaceError", "connection already closed", 500),
        ["out of range"] = Refused("psycopg2.errors.NumericValueOutOfRange", "integer out of range", 500),
        ["a class that is a text"] = Refused("no class: a text", "x", 500),
        ["html 303"] = Html(303),
        ["html 400"] = Html(400),
        ["html 401"] = Html(401),
        ["html 403"] = Html(403),
        ["html 404"] = Html(404),
        ["html 408"] = Html(408),
        ["html 413"] = Html(413),
        ["html 415"] = Html(415),
        ["html 429"] = _ => Waiting(429),
        ["html 500"] = Html(500),
        ["html 502"] = Html(502),
        ["html 503, wait"] = _ => Waiting(503),
        ["html 200"] = Html(200),
        ["empty 200"] = _ => Answer.Html(HttpStatusCode.OK, ""),
        ["204"] = _ => new HttpResponseMessage(HttpStatusCode.NoContent),
        ["json that is no answer"] = _ => Json("""{"status":""", 200),
        ["json error without class"] = _ => Json("""{"error":"down"}""", 503),
        ["truncated"] = request => Json(request.IsJsonRpc ? $$"""{"jsonrpc":"2.0","id":{{request.Body["id"]}},"result":[{"id":6,"na""" : """[{"id":6,"na""", 200),
        ["two answers"] = request => Json(request.IsJsonRpc ? $$"""{"jsonrpc":"2.0","id":{{request.Body["id"]}},"result":true} {}""" : "true {}", 200),
        ["lost"] = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed"),
        ["refused"] = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
    };

    private static Func<StubRequest, HttpResponseMessage> Refused(string name, string message, int json2Status) => request =>
        request.IsJsonRpc ? Answer.Error(request, name, message) : Answer.Json(Answer.Refusal(name, message), (HttpStatusCode)json2Status);

    private static Func<StubRequest, HttpResponseMessage> Html(int status) => _ => Answer.Html((HttpStatusCode)status);

    private static HttpResponseMessage Json(string text, int status) =>
        new((HttpStatusCode)status) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Waiting(int status)
    {
        var response = Answer.Html((HttpStatusCode)status);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        return response;
    }
}
