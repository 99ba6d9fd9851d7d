using System.Diagnostics;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Calls of connected systems, measured. Nothing is read from one that lacks what it needs; otherwise they are not changed.</summary>
internal sealed class RemoteCalls(HubTelemetry telemetry, SchemaWatch schemas, TimeProvider clock)
{
    /// <summary>Reads an object in the trace of the event that needs it.</summary>
    public async Task<byte[]?> ReadAsync(IReader reader, ExternalRef reference, string? trace, CancellationToken cancellationToken)
    {
        using Activity? span = Spans.Read(reference, trace);
        long started = clock.GetTimestamp();
        try
        {
            schemas.Demand(reader.Name);
            byte[]? answer = await reader.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
            Read(span, reader.Name, answer is null ? "Absent" : "Found", started);
            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            span?.Fail((e as ConnectorException)?.Kind ?? ErrorKind.Unknown);
            Read(span, reader.Name, "Failed", started);
            throw;
        }
    }

    /// <summary>Reads many objects at once, in the trace of the first event that needs one. Each is counted; the time is that of the call.</summary>
    public async Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(
        IBatchReader reader, IReadOnlyList<ExternalRef> references, string? trace, CancellationToken cancellationToken)
    {
        using Activity? span = Spans.Read(references[0], trace);
        long started = clock.GetTimestamp();
        try
        {
            schemas.Demand(reader.Name);
            IReadOnlyDictionary<ExternalRef, byte[]?> answers = await reader.ReadManyAsync(references, cancellationToken).ConfigureAwait(false);
            KeyValuePair<string, object?> by = new(TagNames.System, reader.Name);
            foreach (IGrouping<bool, byte[]?> like in answers.Values.GroupBy(a => a is null))
            {
                telemetry.Reads.Add(like.Count(), by, new KeyValuePair<string, object?>(TagNames.Outcome, like.Key ? "Absent" : "Found"));
            }

            telemetry.ReadDuration.Record(clock.GetElapsedTime(started).TotalSeconds, by, new KeyValuePair<string, object?>(TagNames.Outcome, "Found"));
            span?.SetTag(TagNames.Outcome, "Found");
            return answers;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            span?.Fail((e as ConnectorException)?.Kind ?? ErrorKind.Unknown);
            Read(span, reader.Name, "Failed", started);
            throw;
        }
    }

    /// <inheritdoc cref="IPort.SendAsync"/>
    public async Task<IReadOnlyList<Outcome>> SendAsync(IPort port, IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        try
        {
            return await port.SendAsync(dispatches, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            telemetry.DispatchDuration.Record(
                clock.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(TagNames.Target, port.Name));
        }
    }

    private void Read(Activity? span, string system, string outcome, long started)
    {
        span?.SetTag(TagNames.Outcome, outcome);
        KeyValuePair<string, object?> by = new(TagNames.System, system), with = new(TagNames.Outcome, outcome);
        telemetry.Reads.Add(1, by, with);
        telemetry.ReadDuration.Record(clock.GetElapsedTime(started).TotalSeconds, by, with);
    }
}
