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

/// <summary>An event that needs something read: its lane is held until it is decided.</summary>
internal sealed record Reading(string Lane, long EventId, int Round, IReadOnlyList<ExternalRef> Reads)
{
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> Answers { get; init; } = [];

    /// <summary>The last delivery that was accepted before anything was read for the event: what is told later may be newer than what was read.</summary>
    public required long Since { get; init; }

    /// <summary>What was agreed about each object before it was read, as marks: what is agreed later may be newer than what was read.</summary>
    public required IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> Marks { get; init; }

    /// <summary>What was read for the event before.</summary>
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> Facts { get; init; } = [];

    /// <summary>All that was read for the event so far.</summary>
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> All => Facts.Count == 0 ? Answers : [.. Facts, .. Answers];

    public ConnectorException? Failure { get; init; }

    /// <summary>The traceparent of the event.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads some of it again; the rest stays. It is no round of its own: nothing new was asked.</summary>
    public Reading Again(HashSet<ExternalRef> outdated, long since) => new(Lane, EventId, Round, [.. All.Select(f => f.Need).Where(outdated.Contains)])
    {
        Since = since, Facts = [.. All.Where(f => !outdated.Contains(f.Need))], Marks = Marks, Trace = Trace,
    };

    /// <summary>With the marks of what is read next; those of what was read before stay.</summary>
    public Reading Marked(IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> marks) => this with
    {
        Marks = Marks.Where(m => !Reads.Contains(m.Key))
            .Concat(Reads.Distinct().Select(r => KeyValuePair.Create(r, marks.GetValueOrDefault(r)))).ToDictionary(),
    };
}
