using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Odoo's older transport: every call is a POST to one address, with the credential in the body.</summary>
internal sealed class JsonRpcTransport(string client, Wire wire, TimeProvider time) : ITransport
{
    private const string Common = "common";

    private long _lastId;

    public string Name => "jsonrpc";

    public async Task<OdooVersion> VersionAsync(OdooClientOptions options, Deadline deadline)
    {
        var id = NextId();
        var body = RequestWriter.Common(id, "version");
        var result = await SendAsync(options, Common, "version", isRead: true, id, body, Answers.Element, deadline).ConfigureAwait(false);
        return Answers.Version(result) ?? throw TransportErrors.BadResult(Common, "version", isRead: true, "a version");
    }

    public async Task<long> LoginAsync(OdooClientOptions options, Deadline deadline)
    {
        var id = NextId();
        var body = RequestWriter.Common(id, "authenticate", writer =>
        {
            writer.WriteStringValue(options.Database);
            writer.WriteStringValue(options.Login);
            writer.WriteStringValue(options.Secret);
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
        var result = await SendAsync(options, Common, "authenticate", isRead: true, id, body, Answers.Element, deadline).ConfigureAwait(false);
        return result is { ValueKind: JsonValueKind.False }
            ? throw new OdooServerException(ErrorKind.Authentication, Common, "authenticate", null)
            : Answers.Id(result) ?? throw TransportErrors.BadResult(Common, "authenticate", isRead: true, "a user id");
    }

    public Task<T> CallAsync<T>(OdooClientOptions options, long uid, ModelCall call, MergedContext context, OdooResultReader<T> read, Deadline deadline)
    {
        var id = NextId();
        var body = RequestWriter.ExecuteKw(id, options, uid, call, context);
        return SendAsync(options, call.Model, call.Method, call.IsRead, id, body, read, deadline);
    }

    private async Task<T> SendAsync<T>(OdooClientOptions options, string model, string method, bool isRead, long id,
        RequestBody body, OdooResultReader<T> read, Deadline deadline)
    {
        var exchange = new Exchange
        {
            ClientName = client, Options = options, Endpoint = Wire.Endpoint(options.Url!, "/jsonrpc"), Format = "JSON-RPC",
            Model = model, Method = method, IsRead = isRead, Body = body,
        };
        using var reply = await wire.SendAsync(exchange, deadline).ConfigureAwait(false);
        if (reply.Response.IsSuccessStatusCode && JsonRpcEnvelope.TryRead(reply.Body, id, read, out var value))
        {
            return value;
        }

        throw JsonRpcEnvelope.Error(reply.Body) is { } error && ServerErrors.Read(error, model, method, isRead) is { } refusal
            ? refusal : TransportErrors.BadAnswer(exchange, reply, time);
    }

    private long NextId() => Interlocked.Increment(ref _lastId);
}
