using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// One pass over the changes. It goes by id and not by time: within a second Odoo 19 orders rows by fractions that it neither shows nor
/// compares, so that no pair of time and id could tell where a page ended. The next pass begins at the latest change there was before
/// this one started, less the overlap, or after what has settled, whichever is later.
/// </summary>
internal sealed class ChangePass<T>(IOdooClient client, OdooChangesOptions options, OdooResultReader<T> read)
{
    private readonly long _overlap = (long)Math.Ceiling(options.Overlap.TotalSeconds);

    public required string Model { get; init; }

    public required OdooDomain Domain { get; init; }

    public required IReadOnlyList<string> Fields { get; init; }

    public required int PageSize { get; init; }

    public required OdooContext Context { get; init; }

    public async IAsyncEnumerable<OdooChangePage<T>> RunAsync(CursorState since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CursorState state = since.After is null ? await BeginAsync(since, cancellationToken).ConfigureAwait(false) : since;
        if (state.After is null)
        {
            yield return new OdooChangePage<T>([], OdooCursor.From(state), isLast: true);
            yield break;
        }

        KeysetQuery query = new()
        {
            Model = Model,
            Domain = state.First is { } first ? Domain.And(From(first)) : Domain,
            Fields = Fields,
            PageSize = PageSize,
            After = state.After.Value,
            Context = Context,
        };
        Dictionary<long, long> seen = state.Seen.Where(s => s.Key <= state.After).ToDictionary();
        OdooResultReader<(RowContent, T)> both = (ref Utf8JsonReader reader) => (RowContent.Of(reader, Model), read(ref reader));
        List<T> changed = [];
        await foreach (List<(long Id, (RowContent Content, T Record) Row)> page in Keyset.PagesAsync(client, query, both, cancellationToken).ConfigureAwait(false))
        {
            if (changed.Count > 0)
            {
                yield return new OdooChangePage<T>(changed, OdooCursor.From(state), isLast: false);
                changed = [];
            }

            foreach ((long id, (RowContent content, T record)) in page)
            {
                bool isKnown = state.Seen.TryGetValue(id, out long known) && known == content.Hash;
                if (!isKnown)
                {
                    changed.Add(record);
                }

                if (content.WrittenAt >= state.Until - _overlap && (isKnown || seen.Count < options.Remembered))
                {
                    seen[id] = content.Hash;
                }
            }

            long last = page[^1].Id;
            state = state with { After = last, Seen = seen.Concat(state.Seen.Where(s => s.Key > last)).ToDictionary() };
        }

        yield return new OdooChangePage<T>(changed, OdooCursor.From(Ended(state, seen)), isLast: true);
    }

    /// <summary>Without <see cref="CursorState.After"/> when there is nothing to read.</summary>
    private async Task<CursorState> BeginAsync(CursorState since, CancellationToken cancellationToken)
    {
        long now = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        long? first = Later(since.Settled + 1, since.Until - _overlap);
        OdooDomain changed = first is { } second ? Domain.And(From(second)) : Domain;
        IReadOnlyList<OdooRecord> latest = await client.SearchReadAsync(Model, changed, ["write_date"],
            new OdooSearch { Order = "write_date desc, id desc", Limit = 1 }, Context, cancellationToken).ConfigureAwait(false);
        if (latest.Count == 0)
        {
            return since with { Seen = new Dictionary<long, long>() };
        }

        long until = latest[0].GetDateTime("write_date")?.ToUnixTimeSeconds() ?? throw new OdooProtocolException(Model, "write_date", "is unset");
        return since with { Until = Math.Max(until, since.Until ?? until), Started = now, First = first, After = 0 };
    }

    private CursorState Ended(CursorState state, Dictionary<long, long> seen)
    {
        CursorState ended = state with { After = null, First = null, Seen = seen };
        if (state.Pending is null)
        {
            return ended with { Pending = state.Until, PendingStarted = state.Started };
        }

        // Two seconds more: a transaction may have begun in the second of the latest change after the pass had started, and both times
        // are whole seconds.
        return state.Started < state.PendingStarted + _overlap + 2 ? ended
            : ended with { Settled = Later(state.Settled, state.Pending), Pending = state.Until, PendingStarted = state.Started };
    }

    private static long? Later(long? one, long? other) => one is null || other > one ? other : one;

    private static OdooDomain From(long second) => OdooDomain.Where("write_date", ">=", OdooFormat.DateTime(DateTimeOffset.FromUnixTimeSeconds(second)));
}
