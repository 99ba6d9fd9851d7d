namespace Odoo.Connectors.Sync;

/// <summary>A stream, and some bytes behind its end.</summary>
internal sealed class FollowedStream(Stream first, ReadOnlyMemory<byte> behind) : ReadingStream
{
    private ReadOnlyMemory<byte> _behind = behind;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await first.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0 || buffer.Length == 0)
        {
            return read;
        }

        int given = Math.Min(_behind.Length, buffer.Length);
        _behind[..given].CopyTo(buffer);
        _behind = _behind[given..];
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
        }

        base.Dispose(disposing);
    }
}
