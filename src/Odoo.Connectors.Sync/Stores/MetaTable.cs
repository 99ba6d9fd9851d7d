using System.Security.Cryptography;

namespace Odoo.Connectors.Sync;

/// <summary>Facts about the store itself, bindings of systems, watermarks.</summary>
internal sealed class MetaTable(Sql sql)
{
    /// <summary>What the key of shadows is stored under, in hexadecimal.</summary>
    public const string ShadowKey = "shadow-key";

    /// <summary>A name for this store's life: part of state effects' keys, new whenever the store is new.</summary>
    public Task<string> EpochAsync(CancellationToken cancellationToken) =>
        EnsureAsync("store-epoch", static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), cancellationToken);

    public async Task<byte[]> ShadowKeyAsync(CancellationToken cancellationToken) =>
        Convert.FromHexString(await EnsureAsync(
            ShadowKey, static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), cancellationToken).ConfigureAwait(false));

    public Task<SystemIdentity?> BindingAsync(string system, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            "SELECT account, live FROM binding WHERE system = @p0",
            row => new SystemIdentity(row.GetString(0), row.GetInt64(1) != 0), cancellationToken, system);

    public Task BindAsync(string system, SystemIdentity identity, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO binding (system, account, live, bound_at) VALUES (@p0, @p1, @p2, @p3)",
            cancellationToken, system, identity.Account, identity.IsLive ? 1 : 0, now.ToUnixTimeMilliseconds());

    public async Task<string?> WatermarkAsync(string system, string stream, CancellationToken cancellationToken) =>
        await sql.FirstAsync(
            "SELECT value FROM watermark WHERE system = @p0 AND stream = @p1",
            row => row.GetString(0), cancellationToken, system, stream).ConfigureAwait(false);

    public Task AdvanceAsync(string system, string stream, string watermark, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO watermark (system, stream, value) VALUES (@p0, @p1, @p2)
            ON CONFLICT (system, stream) DO UPDATE SET value = excluded.value
            """,
            cancellationToken, system, stream, watermark);

    /// <summary>The stream is read from its beginning next.</summary>
    public Task ForgetWatermarkAsync(string system, string stream, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM watermark WHERE system = @p0 AND stream = @p1", cancellationToken, system, stream);

    /// <summary>A value under a name, or null.</summary>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        sql.FirstAsync("SELECT value FROM meta WHERE name = @p0", row => row.GetString(0), cancellationToken, name);

    public Task SetAsync(string name, string value, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("INSERT INTO meta (name, value) VALUES (@p0, @p1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancellationToken, name, value);

    /// <summary>The values whose names begin alike, by the rest of their names.</summary>
    public async Task<Dictionary<string, string>> StartingWithAsync(string prefix, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT name, value FROM meta WHERE name LIKE @p0", row => (Name: row.GetString(0), Value: row.GetString(1)), cancellationToken, $"{prefix}%").ConfigureAwait(false))
            .ToDictionary(r => r.Name[prefix.Length..], r => r.Value, StringComparer.Ordinal);

    private async Task<string> EnsureAsync(string name, Func<string> create, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO meta (name, value) VALUES (@p0, @p1) ON CONFLICT (name) DO NOTHING", cancellationToken, name, create())
            .ConfigureAwait(false);
        return (await sql.FirstAsync("SELECT value FROM meta WHERE name = @p0", row => row.GetString(0), cancellationToken, name).ConfigureAwait(false))!;
    }
}
