using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Odoo's newer transport: an address for each method, the API key in a header, arguments by name, no login.</summary>
internal sealed class Json2Transport(string client, Wire wire, TimeProvider time) : ITransport
{
    private const string Format = "JSON-2";

    private readonly Json2Names _names = new(client, wire, time);

    public string Name => "json2";

    /// <summary>Whether credential and database can be sent as headers.</summary>
    public static bool FitsHeaders(OdooClientOptions options) => options.Secret.All(IsPlain) && options.Database.All(IsPlain);

    /// <summary>
    /// Whether an answer is a refusal of Odoo with a status that on any other answer would pass: JSON-2 answers 500 for a wrong field.
    /// </summary>
    public static bool IsRefusal(HttpResponseMessage? response) =>
        response is { StatusCode: HttpStatusCode.InternalServerError, Content.Headers.ContentType.MediaType: "application/json" };

    public async Task<OdooVersion> VersionAsync(OdooClientOptions options, Deadline deadline)
    {
        var exchange = new Exchange
        {
            ClientName = client, Options = options, Endpoint = Wire.Endpoint(options.Url!, "/web/version"), Format = Format, Model = "common", Method = "version", IsRead = true,
        };
        using var reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
        return TryRead(reply, Answers.Element, isOne: false, out var answer)
            ? (answer is { } version ? Answers.WebVersion(version) : null) ?? throw TransportErrors.BadResult("common", "version", isRead: true, "a version")
            : throw TransportErrors.BadAnswer(exchange, reply, time);
    }

    public async Task<long> LoginAsync(OdooClientOptions options, Deadline deadline)
    {
        var exchange = Exchange(options, "res.users", "context_get", new ModelCall("common", "authenticate", isRead: true), RequestBody.Of("{}"u8));
        using var reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
        return TryRead(reply, Answers.Element, isOne: false, out var answer)
            ? Answers.Uid(answer) ?? throw TransportErrors.BadResult("common", "authenticate", isRead: true, "a user id")
            : throw Failure(exchange, reply);
    }

    public async Task<T> CallAsync<T>(OdooClientOptions options, long uid, ModelCall call, MergedContext context, OdooResultReader<T> read, Deadline deadline)
    {
        RequireName(call, call.Model);
        RequireName(call, call.Method);
        MethodShape? shape = await _names.FindAsync(options, call, deadline).ConfigureAwait(false);
        Json2Body body = Json2Body.Write(call, context, shape);
        Exchange exchange = Exchange(options, call.Model, call.Method, call, body.Body);
        Reply reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
        try
        {
            // Refused before the method ran, so nothing is done twice.
            if (ArgumentRefusal(reply, call) is { } refusal && await _names.CorrectAsync(options, call, shape, refusal, deadline).ConfigureAwait(false) is { } corrected)
            {
                reply.Dispose();
                body = Json2Body.Write(call, context, corrected);
                exchange = Exchange(options, call.Model, call.Method, call, body.Body);
                reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
            }

            return TryRead(reply, read, body.CreatesOne, out T? value) ? value : throw Failure(exchange, reply);
        }
        finally
        {
            reply.Dispose();
        }
    }

    private Exchange Exchange(OdooClientOptions options, string model, string method, ModelCall call, RequestBody body) => new()
    {
        ClientName = client, Options = options, Endpoint = Wire.Endpoint(options.Url!, $"/json/2/{model}/{method}"), Format = Format,
        Model = call.Model, Method = call.Method, IsRead = call.IsRead, Body = body, HasBearer = true,
    };

    private Exception Failure(Exchange exchange, Reply reply) =>
        !reply.Response.IsSuccessStatusCode && Error(reply) is { } error && ServerErrors.ReadJson2(error, exchange.Model, exchange.Method, exchange.IsRead) is { } refusal ? refusal
        : IsUnknownDatabase(reply) ? new OdooServerException(ErrorKind.Configuration, exchange.Model, exchange.Method, null) { ServerText = reply.Excerpt }
        : TransportErrors.BadAnswer(exchange, reply, time);

    private static string? ArgumentRefusal(Reply reply, ModelCall call) =>
        reply.Response.StatusCode == HttpStatusCode.UnprocessableEntity && Error(reply) is { } error
            && ServerErrors.ReadJson2(error, call.Model, call.Method, call.IsRead) is { ExceptionName: "werkzeug.exceptions.UnprocessableEntity" } refusal
            ? refusal.ServerText.Reveal() : null;

    private static bool TryRead<T>(Reply reply, OdooResultReader<T> read, bool isOne, [MaybeNullWhen(false)] out T value)
    {
        value = default!;
        if (reply.Response.StatusCode != HttpStatusCode.OK || !reply.IsJson)
        {
            return false;
        }

        byte[] body = reply.Body;
        int start = isOne ? OnlyItem(body) : 0;
        try
        {
            value = ResultBytes.Read(body, start, read, out int end);
            return ResultBytes.EndsWith(body, end, start > 0 ? "]"u8 : default) || ResultBytes.IsOneValue(body);
        }
        catch (Exception) when (!ResultBytes.IsOneValue(body))
        {
            return false; // the answer is at fault, not its reader
        }
    }

    /// <summary>Where the only item of a list of one number starts; zero, the start of the answer, if it is none.</summary>
    private static int OnlyItem(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                int start = (int)reader.TokenStartIndex;
                return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? start : 0;
            }
        }
        catch (JsonException)
        {
            // said by the reader of the whole
        }

        return 0;
    }

    private static JsonElement? Error(Reply reply)
    {
        try
        {
            return reply.IsJson && JsonElement.Parse(reply.Body) is { ValueKind: JsonValueKind.Object } error ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Odoo's own page, in the words of its source; any other 404 may be anybody's.
    private static bool IsUnknownDatabase(Reply reply) => reply.Response.StatusCode == HttpStatusCode.NotFound
        && reply.Body.AsSpan().IndexOf("No database is selected and the requested URL was not found in the server-wide controllers."u8) >= 0;

    private static void RequireName(ModelCall call, string name)
    {
        if (!(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
        {
            throw TransportErrors.NotSent(call, ErrorKind.Validation, "Odoo has no such name");
        }
    }

    private static bool IsPlain(char c) => c is > ' ' and < '\u007f';
}
