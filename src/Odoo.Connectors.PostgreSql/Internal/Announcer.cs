using Npgsql;

namespace Odoo.Connectors.PostgreSql;

/// <summary>
/// Tells other nodes that there is work, right after the commit that made it. Not in it: a commit that notifies holds a lock of the
/// whole database until it is on disk, so that all accepts would queue. Announcements that come while one is on its way share the
/// next one. Nobody waits for one; one that is lost costs the time until a node looks by itself.
/// </summary>
internal sealed class Announcer(PostgreSqlHubDataSource dataSource)
{
    private int _wanted;

    /// <summary>Distinguishes our own announcements, which need not wake us.</summary>
    public string Sender { get; } = Guid.NewGuid().ToString("N");

    public string Channel => dataSource.Schema;

    public void Announce()
    {
        if (Interlocked.Increment(ref _wanted) == 1)
        {
            _ = Task.Run(AnnounceAllAsync);
        }
    }

    private async Task AnnounceAllAsync()
    {
        int served;
        do
        {
            served = Volatile.Read(ref _wanted);
            try
            {
                NpgsqlCommand command = dataSource.Source.CreateCommand("SELECT pg_notify($1, $2)");
                await using (command.ConfigureAwait(false))
                {
                    command.Parameters.Add(new() { Value = Channel });
                    command.Parameters.Add(new() { Value = Sender });
                    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
            catch (Exception)
            {
                // Who would have been told looks by itself before long. Nobody waits for this loop: ended by a failure it would announce nothing again.
            }
        }
        while (Interlocked.CompareExchange(ref _wanted, 0, served) != served);
    }
}
