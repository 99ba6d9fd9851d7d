using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The values last agreed with a system for one record. Only keyed hashes of them are kept: they tell whether a value is the
/// same, and nothing else.
/// </summary>
public sealed class Shadow
{
    private readonly byte[] _key;
    private readonly IReadOnlyDictionary<string, byte[]> _hashes;

    private readonly IReadOnlyDictionary<string, string>? _kept;

    internal Shadow(byte[] key, IReadOnlyDictionary<string, byte[]> hashes, IReadOnlyDictionary<string, string>? kept = null) => (_key, _hashes, _kept) = (key, hashes, kept);

    /// <summary>Nothing was agreed yet.</summary>
    public static Shadow Empty { get; } = new([], new Dictionary<string, byte[]>());

    /// <summary>Whether nothing was agreed yet.</summary>
    public bool IsEmpty => _hashes.Count == 0;

    /// <summary>Whether a field was agreed to have this value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value as text.</param>
    /// <returns>False also when the field was never agreed on.</returns>
    public bool Holds(string field, string? value) =>
        _hashes.TryGetValue(field, out byte[]? hash) && hash.AsSpan().SequenceEqual(Hash(_key, field, value));

    /// <summary>Whether all these fields were agreed to have these values.</summary>
    /// <param name="fields">Fields and values.</param>
    /// <returns>True when every one holds.</returns>
    public bool Holds(IEnumerable<KeyValuePair<string, string?>> fields) => fields.All(f => Holds(f.Key, f.Value));

    internal bool Knows(string field) => _hashes.ContainsKey(field);

    /// <summary>A text that a snapshot kept; null where none did.</summary>
    internal string? Kept(string field) => _kept?.GetValueOrDefault(field);

    internal static byte[] Hash(byte[] key, string field, string? value)
    {
        byte[] full = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value is null ? field : $"{field}={value}"));
        return full[..16];
    }
}
