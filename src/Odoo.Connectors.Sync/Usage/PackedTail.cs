using System.Buffers.Binary;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Passes a packed stream on and keeps its last four bytes, the length that it must unpack to: unpacking alone takes a stream that was cut off
/// for one that ended.
/// </summary>
internal sealed class PackedTail(Stream packed) : Stream
{
    private readonly byte[] _last = new byte[4];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether what was unpacked is as long as the stream says at its end.</summary>
    public bool IsWhole(long unpacked) => BinaryPrimitives.ReadUInt32LittleEndian(_last) == (uint)unpacked;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await packed.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Keep(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = packed.Read(buffer, offset, count);
        Keep(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        int kept = Math.Min(read.Length, _last.Length);
        _last.AsSpan(kept).CopyTo(_last);
        read[^kept..].CopyTo(_last.AsSpan(_last.Length - kept));
    }
}
