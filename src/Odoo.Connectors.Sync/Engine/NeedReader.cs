using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Reads what an event needs from the systems. Nothing of the store is held meanwhile but the lane.</summary>
internal sealed partial class NeedReader(HubSystems systems, RemoteCalls calls, IOptions<HubOptions> options, ILogger<NeedReader> logger)
{
    private readonly SemaphoreSlim _slots = new(options.Value.Workers);

    /// <summary>Reads, once fewer lanes than the node reads for at once are being read for.</summary>
    public async Task<Reading> ReadAsync(Reading wanted, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAllAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Reading> ReadAllAsync(Reading wanted, CancellationToken cancellationToken)
    {
        List<(ExternalRef Need, byte[]? Answer)> answers = [];
        ConnectorException? failure = null;
        foreach (ExternalRef read in wanted.Reads)
        {
            try
            {
                answers.Add((read, await calls.ReadAsync(systems.Reader(read.System), read, wanted.Trace, cancellationToken).ConfigureAwait(false)));
            }
            catch (ConnectorException e)
            {
                failure = e;
                break;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // One object that cannot be read must not stop every other lane: it becomes a case, an outage is waited out.
                LogReadFault(logger, read.ToString(), e.GetType().FullName, e.StackTrace);
                ErrorKind kind = e is HttpRequestException or IOException or TimeoutException or OperationCanceledException ? ErrorKind.Transient : ErrorKind.Protocol;
                failure = new ConnectorException(kind, $"Reading {read} failed with {e.GetType().Name}; the log has the details.");
                break;
            }
        }

        return wanted with { Answers = answers, Failure = failure };
    }

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Reading {Reference} failed with {Type}: {Stack}")]
    private static partial void LogReadFault(ILogger logger, string reference, string? type, string? stack);
}
