namespace Odoo.Connectors.Client;

/// <summary>The content of a binary field, which travels as base64. It prints as its size only.</summary>
public sealed class OdooBinary
{
    /// <summary>Makes a content.</summary>
    /// <param name="bytes">The bytes; they are not copied.</param>
    public OdooBinary(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How many bytes there are.</summary>
    public int Length => Bytes.Length;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The content.</returns>
    public static async Task<OdooBinary> ReadAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return new(copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    /// <summary>The bytes as a stream that is only read.</summary>
    /// <returns>A stream at its beginning.</returns>
    public Stream OpenRead() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(Bytes, out ArraySegment<byte> segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(Bytes.ToArray(), writable: false);

    /// <summary>The size alone.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{Length} bytes]");
}
