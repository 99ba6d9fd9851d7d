using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What the events of one turn ask of readers that answer many questions at once, asked together.</summary>
internal sealed partial class Gathering(HubSystems systems, RemoteCalls calls, ILogger logger)
{
    private static readonly Answers s_none = new(new Dictionary<ExternalRef, byte[]?>(), null);
    private readonly Dictionary<ExternalRef, Task<Answers>> _asked = [];

    /// <summary>Asks for what two events or more can ask together, each call in a slot.</summary>
    public void Begin(IReadOnlyList<Reading> wanted, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, ExternalRef> system in wanted.SelectMany(w => w.Reads).Where(r => systems.IsBatched(r)).Distinct().GroupBy(r => r.System))
        {
            IBatchReader reader = (IBatchReader)systems.Reader(system.Key);
            foreach (ExternalRef[] together in system.Chunk(Math.Max(1, reader.ReadBatchSize)).Where(c => c.Length > 1))
            {
                string? trace = wanted.First(w => w.Reads.Contains(together[0])).Trace;
                DeliveryPriority priority = wanted.Where(w => w.Reads.Any(together.Contains)).Min(w => w.Priority);
                Task<Answers> answers = AskAsync(reader, together, priority, trace, slots, cancellationToken);
                foreach (ExternalRef reference in together)
                {
                    _asked.Add(reference, answers);
                }
            }
        }
    }

    /// <summary>What was asked together about something, once there is an answer: the answer, or the failure of all; neither where it must be asked alone.</summary>
    public async Task<(bool IsTold, byte[]? Answer, ConnectorException? Failure)> OfAsync(ExternalRef reference)
    {
        Answers answers = _asked.TryGetValue(reference, out Task<Answers>? asked) ? await asked.ConfigureAwait(false) : s_none;
        bool told = answers.Found.TryGetValue(reference, out byte[]? answer);
        return (told, answer, answers.Failure);
    }

    private async Task<Answers> AskAsync(IBatchReader reader, ExternalRef[] together, DeliveryPriority priority, string? trace, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        CallPriority.Begin(priority);
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Answers(await calls.ReadManyAsync(reader, together, trace, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ConnectorException e)
        {
            return e.Kind is ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown ? s_none with { Failure = e } : s_none;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whichever of them it is about fails alone, and says so.
            LogFault(logger, together.Length, reader.Name, e.GetType().FullName, e.StackTrace);
            return s_none;
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "Reading {Count} objects of {System} together failed with {Type}, each is read alone: {Stack}")]
    private static partial void LogFault(ILogger logger, int count, string system, string? type, string? stack);

    private sealed record Answers(IReadOnlyDictionary<ExternalRef, byte[]?> Found, ConnectorException? Failure);
}
