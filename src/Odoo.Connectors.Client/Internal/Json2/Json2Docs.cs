using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// The server's documentation of its models (/doc-bearer), of which only the methods' arguments are kept. It is asked again by its
/// ETag when it proved outdated, and every ten minutes if the user may not read it.
/// </summary>
internal sealed class Json2Docs(string client, Wire wire, TimeProvider time)
{
    private readonly ConcurrentDictionary<(Uri Url, string Database, string Model), ModelDoc> _known = new();

    private sealed record ModelDoc(IReadOnlyDictionary<string, MethodShape>? Methods, string? ETag, long At);

    /// <returns><see langword="null"/> if the documentation cannot be read or does not know the method.</returns>
    public async Task<MethodShape?> FindAsync(OdooClientOptions options, ModelCall call, bool isOutdated, Deadline deadline)
    {
        var key = (options.Url!, options.Database, call.Model);
        _known.TryGetValue(key, out ModelDoc? doc);
        bool isFresh = doc is { Methods: not null } ? !isOutdated : doc is not null && time.GetElapsedTime(doc.At) < TimeSpan.FromMinutes(10);
        if (!isFresh)
        {
            _known[key] = doc = await FetchAsync(options, call, doc, deadline).ConfigureAwait(false);
        }

        return doc!.Methods?.GetValueOrDefault(call.Method);
    }

    private async Task<ModelDoc> FetchAsync(OdooClientOptions options, ModelCall call, ModelDoc? known, Deadline deadline)
    {
        var exchange = new Exchange
        {
            ClientName = client, Options = options, Endpoint = Wire.Endpoint(options.Url!, $"/doc-bearer/{call.Model}.json"), Format = "JSON-2",
            Model = call.Model, Method = call.Method, IsRead = true, HasBearer = true, ETag = known?.ETag,
        };
        using Reply reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
        return reply.Response.StatusCode switch
        {
            HttpStatusCode.NotModified when known is { Methods: not null } => known with { At = time.GetTimestamp() },
            HttpStatusCode.OK when reply.IsJson && Methods(reply.Body) is { } methods =>
                new ModelDoc(methods, reply.Response.Headers.ETag?.ToString(), time.GetTimestamp()),
            HttpStatusCode.Unauthorized => throw new OdooServerException(ErrorKind.Authentication, call.Model, call.Method, null),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => throw TransportErrors.BadAnswer(exchange, reply, time),
            _ => new ModelDoc(null, null, time.GetTimestamp()),
        };
    }

    private static Dictionary<string, MethodShape>? Methods(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("methods", out var methods) || methods.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var shapes = new Dictionary<string, MethodShape>(StringComparer.Ordinal);
            foreach (var method in methods.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object))
            {
                shapes[method.Name] = Shape(method.Value);
            }

            return shapes;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MethodShape Shape(JsonElement method) => new(
        method.TryGetProperty("api", out var api) && api.ValueKind == JsonValueKind.Array && api.EnumerateArray().Any(a => Is(a, "model")),
        method.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object
            ? [.. parameters.EnumerateObject().Where(p => IsPositional(p.Value)).Select(p => p.Name)] : []);

    // One without a kind is an ordinary one; the others are KEYWORD_ONLY, VAR_KEYWORD and VAR_POSITIONAL.
    private static bool IsPositional(JsonElement parameter) => parameter.ValueKind == JsonValueKind.Object
        && (!parameter.TryGetProperty("kind", out var kind) || Is(kind, "POSITIONAL_OR_KEYWORD"));

    private static bool Is(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}
