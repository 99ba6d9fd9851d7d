using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>Record ids: UUID version 5 of account, kind and id of the first reference.</summary>
internal static class RecordIds
{
    private static readonly Guid Namespace = new("b7f0a5a2-3a0e-5f0b-9d53-0d8a5f4e7c11");

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 defines version 5 by SHA-1; nothing is protected by it.")]
    public static Guid Of(string account, string kind, string id)
    {
        byte[] name = Encoding.UTF8.GetBytes($"{account}/{kind}/{id}");
        byte[] input = new byte[16 + name.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input, 16);
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
