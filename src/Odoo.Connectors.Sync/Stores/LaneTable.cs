namespace Odoo.Connectors.Sync;

/// <summary>
/// Lanes and their fences. A lane is held by a node's epoch; a target's dispatcher holds a lane of its own
/// (<c>target/odoo</c>). A hold counts while the node's lease lasts.
/// </summary>
internal sealed class LaneTable(Sql sql)
{
    private string Held => $"SELECT 1 FROM node n WHERE n.epoch = lane.epoch AND n.expires_at > {sql.Dialect.NowMilliseconds}";

    public Task EnsureAsync(string lane, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("INSERT INTO lane (name) VALUES (@p0) ON CONFLICT (name) DO NOTHING", cancellationToken, lane);

    /// <summary>Takes a lane unless another live node holds it.</summary>
    public async Task<bool> TryHoldAsync(string lane, long epoch, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            $"""
            UPDATE lane SET epoch = @p1 WHERE name = @p0 AND (epoch IS NULL OR epoch = @p1 OR NOT EXISTS ({Held}))
            AND EXISTS (SELECT 1 FROM node WHERE epoch = @p1 AND expires_at > {sql.Dialect.NowMilliseconds})
            """,
            cancellationToken, lane, epoch).ConfigureAwait(false) == 1;

    /// <summary>The fence: touches the lane's row under the epoch.</summary>
    /// <exception cref="StaleFenceException">Another node holds the lane, or our lease is over.</exception>
    public async Task FenceAsync(string lane, long epoch, CancellationToken cancellationToken)
    {
        int rows = await sql.ExecuteAsync(
            $"""
            UPDATE lane SET epoch = @p1 WHERE name = @p0 AND epoch = @p1
            AND EXISTS (SELECT 1 FROM node WHERE epoch = @p1 AND expires_at > {sql.Dialect.NowMilliseconds})
            """,
            cancellationToken, lane, epoch).ConfigureAwait(false);
        if (rows == 0)
        {
            throw new StaleFenceException(lane);
        }

        Enter(lane);
    }

    /// <summary>Takes a lane for the length of this transaction: the same fence, and nothing to give back.</summary>
    /// <returns>False when another live node holds it, or our lease is over.</returns>
    public async Task<bool> TryTouchAsync(string lane, long epoch, CancellationToken cancellationToken)
    {
        Enter(lane);
        return await sql.ExecuteAsync(
            $"""
            UPDATE lane SET epoch = NULL WHERE name = @p0 AND (epoch IS NULL OR epoch = @p1 OR NOT EXISTS ({Held}))
            AND EXISTS (SELECT 1 FROM node WHERE epoch = @p1 AND expires_at > {sql.Dialect.NowMilliseconds})
            """,
            cancellationToken, lane, epoch).ConfigureAwait(false) == 1;
    }

    /// <summary>What is written from here on belongs to this lane, which the step has touched.</summary>
    public void Enter(string lane) => sql.FencedBy = lane;

    public Task ReleaseAsync(string lane, long epoch, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE lane SET epoch = NULL WHERE name = @p0 AND epoch = @p1", cancellationToken, lane, epoch);

    /// <summary>The number of the next decision of a lane; counts on in the lane's row.</summary>
    public async Task<long> NextDecisionAsync(string lane, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("UPDATE lane SET decisions = decisions + 1 WHERE name = @p0", cancellationToken, lane).ConfigureAwait(false);
        return (await sql.NumberAsync("SELECT decisions FROM lane WHERE name = @p0", cancellationToken, lane).ConfigureAwait(false))!.Value;
    }
}
