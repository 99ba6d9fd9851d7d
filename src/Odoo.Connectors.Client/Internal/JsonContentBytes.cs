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
    private volatile bool _started;

    public JsonContentBytes(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
