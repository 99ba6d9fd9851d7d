using System.Buffers;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// The bytes of one request, in an array of the pool. It holds the credential: it is cleared when it is given back, and given back only
/// when certainly nobody reads it any more; otherwise it is left to the collector.
/// </summary>
internal sealed class RequestBody : IBufferWriter<byte>
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public static RequestBody Of(ReadOnlySpan<byte> bytes)
    {
        RequestBody body = new();
        body.Write(bytes);
        return body;
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_length);
    }

    public void Return()
    {
        GiveBack(_buffer, _length);
        _buffer = [];
        _length = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _length >= Math.Max(sizeHint, 1))
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_length + Math.Max(sizeHint, Math.Max(_buffer.Length, 4096))));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        GiveBack(_buffer, _length);
        _buffer = larger;
    }

    private static void GiveBack(byte[] buffer, int used)
    {
        if (buffer.Length > 0)
        {
            buffer.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
