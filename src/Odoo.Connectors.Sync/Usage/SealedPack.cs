using System.IO.Compression;
using System.Security.Cryptography;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Unpacks gzip, one member or several behind each other, and knows whether it came whole: unpacking alone takes a stream that was cut off for
/// one that ended. A member of our own goes behind it, and comes out only where everything before it did.
/// </summary>
internal sealed class SealedPack : ReadingStream
{
    private const int Mark = 1024;
    private readonly byte[] _mark;
    private readonly byte[] _held = new byte[Mark + (64 * 1024)];
    private readonly GZipStream _unpacked;
    private int _count;

    public SealedPack(Stream packed)
    {
        // Drawn by lot and repeated: neither lines nor what a cut makes of the packed seal look like it.
        _mark = [.. Enumerable.Repeat(RandomNumberGenerator.GetBytes(16), Mark / 16).SelectMany(m => m)];
        _unpacked = new GZipStream(new FollowedStream(packed, Packed(_mark)), CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">It is no gzip, or ended too early.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_count <= Mark)
        {
            int read = await _unpacked.ReadAsync(_held.AsMemory(_count), cancellationToken).ConfigureAwait(false);
            _count += read;
            if (read == 0)
            {
                return _held.AsSpan(0, _count).SequenceEqual(_mark) ? 0 : throw new InvalidDataException();
            }
        }

        int given = Math.Min(_count - Mark, buffer.Length);
        _held.AsMemory(0, given).CopyTo(buffer);
        _count -= given;
        _held.AsSpan(given, _count).CopyTo(_held);
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Packed(byte[] mark)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(mark);
        }

        return packed.ToArray();
    }
}
