using System.Net;
using System.Net.Http.Headers;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// The body of a request. It remembers whether anybody began to read it: while nobody has, no byte of it can have
/// reached Odoo, whatever the exception says.
/// </summary>
internal sealed class JsonContentBytes : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _begun;
    private int _done;

    public JsonContentBytes(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool Started => Volatile.Read(ref _begun) > 0;

    /// <summary>Whether everybody who began to read the body came to its end.</summary>
    public bool IsAtRest => Volatile.Read(ref _done) == Volatile.Read(ref _begun);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _begun);
        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _done);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
