namespace Odoo.Connectors.Sync;

/// <summary>One lease per node, by the store's clock. A node that registers again gets a new epoch; the old one is fenced off.</summary>
internal sealed class NodeTable(Sql sql)
{
    public async Task<long> RegisterAsync(string name, string instance, TimeSpan lease, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("UPDATE epoch SET last = last + 1", cancellationToken).ConfigureAwait(false);
        long epoch = (await sql.NumberAsync("SELECT last FROM epoch", cancellationToken).ConfigureAwait(false))!.Value;
        await sql.ExecuteAsync(
            $"""
            INSERT INTO node (name, epoch, expires_at, instance) VALUES (@p0, @p1, {sql.Dialect.NowMilliseconds} + @p2, @p3)
            ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, expires_at = excluded.expires_at, instance = excluded.instance
            """,
            cancellationToken, name, epoch, (long)lease.TotalMilliseconds, instance).ConfigureAwait(false);
        return epoch;
    }

    /// <summary>Whether another process lives under a name.</summary>
    public async Task<bool> IsTakenAsync(string name, string instance, CancellationToken cancellationToken) =>
        await sql.NumberAsync(
            $"SELECT COUNT(*) FROM node WHERE name = @p0 AND instance <> @p1 AND expires_at > {sql.Dialect.NowMilliseconds}",
            cancellationToken, name, instance).ConfigureAwait(false) > 0;

    /// <summary>Prolongs the lease.</summary>
    /// <returns>
    /// False when the lease is over or another process took the name: its lanes may be others' by now, and this one must register
    /// again before it does anything.
    /// </returns>
    public async Task<bool> RenewAsync(long epoch, TimeSpan lease, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            $"UPDATE node SET expires_at = {sql.Dialect.NowMilliseconds} + @p1 WHERE epoch = @p0 AND expires_at > {sql.Dialect.NowMilliseconds}",
            cancellationToken, epoch, (long)lease.TotalMilliseconds).ConfigureAwait(false) == 1;

    public Task LeaveAsync(long epoch, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM node WHERE epoch = @p0", cancellationToken, epoch);
}
