using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// A key per customer, by lane. What the audit trail says about a customer's data are hashes under it: they prove what a value
/// was to whoever shows that value, until the customer is erased and the key with it.
/// </summary>
internal sealed class SubjectKeys(Sql sql)
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>The keyed hash of a value, 32 hexadecimal digits.</summary>
    public async Task<string> HashAsync(string lane, ReadOnlyMemory<byte> value, DateTimeOffset now, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(await KeyAsync(lane, now, cancellationToken).ConfigureAwait(false), value.Span)[..16]);

    public Task<string> HashAsync(string lane, string value, DateTimeOffset now, CancellationToken cancellationToken) =>
        HashAsync(lane, Encoding.UTF8.GetBytes(value), now, cancellationToken);

    public async Task EraseAsync(string lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _keys.Remove(lane);
        await sql.ExecuteAsync(
            """
            INSERT INTO subject_key (lane, secret, made_at, erased_at) VALUES (@p0, NULL, @p1, @p1)
            ON CONFLICT (lane) DO UPDATE SET secret = NULL, erased_at = excluded.erased_at
            """,
            cancellationToken, lane, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
    }

    /// <summary>The lane's key. One that is new, or whose customer was erased, gets a new one.</summary>
    private async Task<byte[]> KeyAsync(string lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!_keys.TryGetValue(lane, out byte[]? key))
        {
            key = await sql.FirstAsync(
                "SELECT secret FROM subject_key WHERE lane = @p0 AND secret IS NOT NULL", row => row.Bytes(0), cancellationToken, lane).ConfigureAwait(false);
            if (key is null)
            {
                key = RandomNumberGenerator.GetBytes(32);
                await sql.ExecuteAsync(
                    """
                    INSERT INTO subject_key (lane, secret, made_at) VALUES (@p0, @p1, @p2)
                    ON CONFLICT (lane) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at
                    """,
                    cancellationToken, lane, key, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            }

            _keys[lane] = key;
        }

        return key;
    }
}
