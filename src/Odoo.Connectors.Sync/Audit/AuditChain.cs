using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The hashes of the trail. An entry's is over the one before it in its lane and over everything the entry says, each part with
/// its length, so that no two trails write the same bytes. A root's is over the root before it and the lanes' heads it seals.
/// </summary>
internal static class AuditChain
{
    public const int HashSize = SHA256.HashSizeInBytes;

    public static byte[] Start { get; } = new byte[HashSize];

    public static byte[] Entry(ReadOnlySpan<byte> previous, string lane, long number, AuditLine line)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, lane);
        Append(hash, number);
        Append(hash, line.At);
        Append(hash, line.EventId);
        Append(hash, line.EffectKey);
        Append(hash, line.What);
        Append(hash, line.Detail);
        Append(hash, line.By);
        Append(hash, line.Fields);
        return hash.GetHashAndReset();
    }

    /// <param name="previous">The hash of the root before, zeros for the first.</param>
    /// <param name="number">The root's number.</param>
    /// <param name="at">When it was made, milliseconds since 1970.</param>
    /// <param name="seals">The heads it seals, ordered by the bytes of the lanes' names.</param>
    public static byte[] Root(ReadOnlySpan<byte> previous, long number, long at, IEnumerable<AuditSeal> seals)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, number);
        Append(hash, at);
        foreach (AuditSeal seal in seals.OrderBy(s => s.Lane, StringComparer.Ordinal))
        {
            Append(hash, seal.Lane);
            Append(hash, seal.Number);
            hash.AppendData(seal.Hash);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long? value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], value ?? 0);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        byte[]? bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Append(hash, bytes?.LongLength);
        hash.AppendData(bytes ?? []);
    }
}
