using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// Makes a record under an id of ours, once: Chargebee takes an id once, so that what is there under it is ours, however old the attempt is
/// whose answer was lost.
/// </summary>
internal abstract class OwnIdSender(PortCalls calls)
{
    protected PortCalls Calls => calls;

    /// <summary>The record's name in answers.</summary>
    protected abstract string Part { get; }

    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string id = OwnId.Of(dispatch.Key);
        if (dispatch.InDoubt && await FindAsync(write, id, cancellationToken).ConfigureAwait(false) is { } made)
        {
            return Done(dispatch, write, made, OutcomeStatus.Replayed);
        }

        (Outcome? obstacle, PlannedWrite full) = await PrepareAsync(dispatch, write, cancellationToken).ConfigureAwait(false);
        if (obstacle is not null)
        {
            return obstacle;
        }

        WriteAnswer answer = await calls.PostAsync(CreatePath(write), [new("id", id), .. full.Fields], dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        if (answer.Body is { } body)
        {
            return Done(dispatch, write, body, answer.IsReplayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied);
        }

        Outcome failure = Failures.Of(dispatch, answer);
        if (failure.Status != OutcomeStatus.Refused)
        {
            return failure;
        }

        // Whatever it is refused for, a day that is past by now for example: where ours is there, it was made before.
        return await FindAsync(write, id, cancellationToken).ConfigureAwait(false) is { } there
            ? Done(dispatch, write, there, OutcomeStatus.Replayed)
            : answer.Code == "duplicate_entry" ? InTheWay(dispatch, write) : failure;
    }

    protected abstract string CreatePath(PlannedWrite write);

    protected abstract string ReadPath(PlannedWrite write, string id);

    /// <summary>Why it is not even sent; null where it is. And what is sent: parameters may hang on what is there now.</summary>
    protected virtual Task<(Outcome? Obstacle, PlannedWrite Write)> PrepareAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken) =>
        Task.FromResult<(Outcome?, PlannedWrite)>((null, write));

    /// <summary>What was done, by an answer that holds the record.</summary>
    protected abstract Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status);

    /// <summary>The id is taken, and nothing is there under it.</summary>
    protected virtual Outcome InTheWay(Dispatch dispatch, PlannedWrite write) => Failures.Refused(
        dispatch, ErrorKind.Gone, "record-gone",
        $"This {Part} was made in '{calls.System}' before and deleted there, and Chargebee gives no id twice. Link the record that stands for it, or skip this.", "id");

    private async Task<JsonElement?> FindAsync(PlannedWrite write, string id, CancellationToken cancellationToken) =>
        await calls.FindAsync(ReadPath(write, id), Part, cancellationToken).ConfigureAwait(false) is { } record ? Wrapped(record) : null;

    private JsonElement Wrapped(JsonElement record)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"{{Part}}":{{record.GetRawText()}}}""");
        return document.RootElement.Clone();
    }
}
