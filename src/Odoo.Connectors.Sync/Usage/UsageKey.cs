using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>The first 16 bytes of the SHA-256 of a text, as two numbers: half as costly in an index as text.</summary>
internal readonly record struct UsageKey(long H1, long H2) : IComparable<UsageKey>
{
    private const int OnStack = 512;

    /// <summary>The key of what is named within a scope.</summary>
    public static UsageKey Of(string scope, string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(scope.Length + text.Length + 1);
        Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        int length = Encoding.UTF8.GetBytes(scope, bytes);
        bytes[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        return new UsageKey(BinaryPrimitives.ReadInt64BigEndian(hash), BinaryPrimitives.ReadInt64BigEndian(hash[8..]));
    }

    public int CompareTo(UsageKey other) => H1 != other.H1 ? H1.CompareTo(other.H1) : H2.CompareTo(other.H2);
}
