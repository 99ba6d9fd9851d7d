using Microsoft.Extensions.Logging;
using Npgsql;

namespace Odoo.Connectors.PostgreSql;

/// <summary>Hears announcements of other nodes on a connection of its own, and connects again when that is lost.</summary>
internal sealed partial class Listener(PostgreSqlHubDataSource dataSource, Announcer announcer, TimeProvider clock, ILogger<Listener> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task ListenAsync(Action announced, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await HearAsync(announced, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (Failures.Explain(e) is ConnectorException failure)
            {
                LogLost(logger, failure.Message);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task HearAsync(Action announced, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await dataSource.Apart.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, e) =>
            {
                if (e.Payload != announcer.Sender)
                {
                    announced();
                }
            };
            NpgsqlCommand listen = new($"LISTEN \"{announcer.Channel}\"", connection);
            await using (listen.ConfigureAwait(false))
            {
                await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            // What was announced while nobody listened is not repeated.
            announced();
            while (true)
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Announcements of other nodes are not heard for now; this node looks by itself. {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
