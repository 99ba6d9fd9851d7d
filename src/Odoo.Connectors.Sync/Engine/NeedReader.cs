using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Reads what an event needs from the systems. Nothing of the store is held meanwhile but the lane.</summary>
internal sealed partial class NeedReader(HubSystems systems, RemoteCalls calls, ILogger<NeedReader> logger)
{
    public async Task<Reading> ReadAsync(Reading wanted, CancellationToken cancellationToken)
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

/// <summary>An event that needs something read: its lane is held until it is decided.</summary>
internal sealed record Reading(string Lane, long EventId, int Round, IReadOnlyList<ExternalRef> Reads)
{
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> Answers { get; init; } = [];

    public ConnectorException? Failure { get; init; }

    /// <summary>The traceparent of the event.</summary>
    public string? Trace { get; init; }
}
