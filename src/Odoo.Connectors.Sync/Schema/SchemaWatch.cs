using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Looks at the schemas of customised systems when the node starts and on a schedule. A system that lost a field it needs is neither polled,
/// read nor written to until the field is back; what else changed is a case that closes when it is as before, or when a person closes it.
/// </summary>
internal sealed partial class SchemaWatch(HubSystems systems, HubStore store, TimeProvider clock, IOptions<HubOptions> options, ILogger<SchemaWatch> logger)
{
    private const int MostNamed = 20;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether a system lacks what it needs.</summary>
    public bool IsStopped(string system) => _states.TryGetValue(system, out State? state) && state.Gone is not null;

    /// <summary>Fails where a system lacks what it needs: nothing is asked of it until then.</summary>
    /// <exception cref="ConnectorException"><see cref="ErrorKind.Transient"/>: it goes on when the field is there again.</exception>
    public void Demand(string system)
    {
        if (IsStopped(system))
        {
            throw new ConnectorException(ErrorKind.Transient, $"'{system}' is not asked for anything: {_states[system].Gone} is gone there.") { RetryAfter = Soon };
        }
    }

    /// <summary>Looks at each system that this process did not look at yet.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => CheckAsync(s => !_states.ContainsKey(s), cancellationToken);

    /// <summary>Looks at each system whose time has come.</summary>
    public Task CheckDueAsync(CancellationToken cancellationToken) => CheckAsync(s => !_states.TryGetValue(s, out State? state) || state.DueAt <= clock.GetUtcNow(), cancellationToken);

    private async Task CheckAsync(Func<string, bool> isDue, CancellationToken cancellationToken)
    {
        if (!systems.All.Values.OfType<ISchemaSource>().Any(s => isDue(s.Name)))
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (ISchemaSource source in systems.All.Values.OfType<ISchemaSource>().Where(s => isDue(s.Name)))
            {
                await CheckAsync(source, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task CheckAsync(ISchemaSource source, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        StoredSchema current;
        try
        {
            current = StoredSchema.Of(source.Needs, await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ConnectorException e)
        {
            // Nothing is known of it: what was known before holds on.
            LogUnread(logger, source.Name, e.Kind, e.Message);
            _states[source.Name] = new State(_states.GetValueOrDefault(source.Name)?.Gone, now + Soon);
            if (Poller.IsForCase(e))
            {
                CaseReason unread = new(e.Kind, "schema-unread", $"The fields of {source.Name} could not be looked at: {e.Message}", e.Field);
                await store.RunAsync(t => t.Cases.OpenAsync(unread, null, $"{Key(source)}/unread", e.ServerText, now, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        string[] gone = [.. current.Needs.Where(n => !current.Entries.ContainsKey(n))];
        await store.RunAsync(t => NoteAsync(t, source, current, gone, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (gone.Length > 0)
        {
            LogGone(logger, source.Name, gone[0]);
        }

        _states[source.Name] = new State(gone.Length > 0 ? string.Join(", ", gone.Take(MostNamed)) : null, now + (gone.Length > 0 ? Soon : options.Value.SchemaInterval));
    }

    private static string Key(ISchemaSource source) => $"schema/{source.Name}";

    private static async Task NoteAsync(HubTransaction transaction, ISchemaSource source, StoredSchema current, string[] gone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string key = Key(source);
        await transaction.Cases.CloseForEffectAsync($"{key}/unread", now, cancellationToken).ConfigureAwait(false);
        if (gone.Length > 0)
        {
            string names = string.Join(", ", gone.Take(MostNamed));
            CaseReason reason = new(
                ErrorKind.Configuration, "schema-field-gone",
                $"{source.Name} has no {names}, which is needed: nothing is polled, read or written there until it is. Put it back, or name another one in Systems:{source.Name}; the case closes by itself.",
                gone[0]);
            await transaction.Cases.OpenAsync(reason, null, $"{key}/gone", default, now, cancellationToken).ConfigureAwait(false);
            return;
        }

        await transaction.Cases.CloseForEffectAsync($"{key}/gone", now, cancellationToken).ConfigureAwait(false);
        await CompareAsync(transaction, source, current, now, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CompareAsync(HubTransaction transaction, ISchemaSource source, StoredSchema current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string key, string told) = (Key(source), $"{Key(source)}/told");
        StoredSchema? agreed = StoredSchema.Parse(await transaction.Meta.FindAsync(key, cancellationToken).ConfigureAwait(false));
        IReadOnlyList<string> changes = agreed?.ChangesTo(current) ?? [];
        bool isTold = await transaction.Meta.FindAsync(told, cancellationToken).ConfigureAwait(false) == current.ToString();
        if (changes.Count > 0 && isTold && await transaction.Cases.IsOpenAsync(key, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await transaction.Cases.CloseForEffectAsync(key, now, cancellationToken).ConfigureAwait(false);
        if (changes.Count == 0 || isTold)
        {
            // As before, or somebody closed the case: this is what the next one is compared with.
            await transaction.Meta.SetAsync(key, current.ToString(), cancellationToken).ConfigureAwait(false);
            await transaction.Meta.SetAsync(told, "", cancellationToken).ConfigureAwait(false);
            return;
        }

        string more = changes.Count > MostNamed ? $" and {changes.Count - MostNamed} more" : "";
        CaseReason reason = new(
            ErrorKind.Configuration, "schema-changed",
            $"The fields of {source.Name} changed: {string.Join("; ", changes.Take(MostNamed))}{more}. Look whether flows and mappings still mean the same, then resolve the case; it closes by itself when all is as before.");
        await transaction.Cases.OpenAsync(reason, null, key, default, now, cancellationToken).ConfigureAwait(false);
        await transaction.Meta.SetAsync(told, current.ToString(), cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1120, Level = LogLevel.Warning, Message = "The fields of {System} could not be looked at ({Kind}): {Reason}")]
    private static partial void LogUnread(ILogger logger, string system, ErrorKind kind, string reason);

    [LoggerMessage(EventId = 1121, Level = LogLevel.Error, Message = "{System} has no {Field}, which is needed: nothing is polled, read or written there until it has.")]
    private static partial void LogGone(ILogger logger, string system, string field);

    private sealed record State(string? Gone, DateTimeOffset DueAt);
}
