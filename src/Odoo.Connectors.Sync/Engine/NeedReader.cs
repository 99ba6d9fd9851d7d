using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Reads what an event needs from the systems. Nothing of the store is held meanwhile but the lane.</summary>
internal sealed partial class NeedReader(HubSystems systems, RemoteCalls calls, IOptions<HubOptions> options, ILogger<NeedReader> logger)
{
    private readonly SemaphoreSlim _slots = new(options.Value.Workers);

    /// <summary>Whether something of it is read together with what other events need.</summary>
    public bool IsGathered(Reading wanted) => wanted.Reads.Any(systems.IsBatched);

    /// <summary>Reads, each once fewer lanes than the node reads for at once are being read for.</summary>
    public IReadOnlyList<Task<Reading>> Begin(IReadOnlyList<Reading> wanted, CancellationToken cancellationToken)
    {
        Gathering gathering = new(systems, calls, logger);
        gathering.Begin(wanted, _slots, cancellationToken);
        return [.. wanted.Select(w => ReadAsync(w, gathering, cancellationToken))];
    }

    private async Task<Reading> ReadAsync(Reading wanted, Gathering gathering, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, (bool IsTold, byte[]? Answer, ConnectorException? Failure)> gathered = [];
        foreach (ExternalRef read in wanted.Reads)
        {
            // Before a slot is taken: what is asked together needs one too.
            gathered[read] = await gathering.OfAsync(read).ConfigureAwait(false);
        }

        CallPriority.Begin(wanted.Priority);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAllAsync(wanted, gathered, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Reading> ReadAllAsync(
        Reading wanted, Dictionary<ExternalRef, (bool IsTold, byte[]? Answer, ConnectorException? Failure)> gathered, CancellationToken cancellationToken)
    {
        List<(ExternalRef Need, byte[]? Answer)> answers = [];
        ConnectorException? failure = null;
        foreach (ExternalRef read in wanted.Reads)
        {
            (bool told, byte[]? answer, failure) = gathered[read];
            if (told)
            {
                answers.Add((read, answer));
                continue;
            }

            if (failure is not null)
            {
                break;
            }

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
                // Without its id: what a planner looks up is named by what it asks, which may be a VAT number or an e-mail address.
                LogReadFault(logger, $"{read.System}/{read.Kind}", e.GetType().FullName, e.StackTrace);
                ErrorKind kind = e is HttpRequestException or IOException or TimeoutException or OperationCanceledException ? ErrorKind.Transient : ErrorKind.Protocol;
                failure = new ConnectorException(kind, $"Reading {read.System}/{read.Kind} failed with {e.GetType().Name}; the log has the details.");
                break;
            }
        }

        return wanted with { Answers = answers, Failure = failure };
    }

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Reading {Reference} failed with {Type}: {Stack}")]
    private static partial void LogReadFault(ILogger logger, string reference, string? type, string? stack);
}
