using System.Collections.Concurrent;
using System.Diagnostics;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Stores deliveries. Who posted them may be told so only after this returned. What arrives while a commit is under way
/// shares the next one.
/// </summary>
internal sealed class Intake(HubStore store, Pace pace, TimeProvider clock, Wake wake, IFaultPoints faults)
{
    private const int MostShared = 256;
    private readonly ConcurrentQueue<Post> _posts = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Stores deliveries, and makes streams due in the same commit.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AcceptAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken, bool refuseTooLong = true, (string System, IReadOnlyList<string> Streams) due = default)
    {
        foreach (Delivery delivery in refuseTooLong ? deliveries : [])
        {
            DeliveryLimits.Check(delivery);
        }

        faults.Reached(FaultPoint.BeforeAccept);
        cancellationToken.ThrowIfCancellationRequested();
        using Activity? span = Spans.Accept(deliveries);
        Post mine = new(Spans.Carry(deliveries), due);
        _posts.Enqueue(mine);

        // From here on somebody else may store it, so that nobody may give it up.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            while (!mine.IsSettled)
            {
                await CommitAsync(Take()).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }

        int stored = mine.Result();
        span.Accepted(stored, deliveries.Count);
        faults.Reached(FaultPoint.Accepted);
        // Also for what is known: an accept whose answer was lost woke nobody.
        wake.Signal();
        if (stored > 0)
        {
            store.Announce();
        }

        return stored;
    }

    /// <summary>Stores deliveries in a transaction that the caller commits.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AddAsync(HubTransaction transaction, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        int stored = 0;
        DateTimeOffset now = clock.GetUtcNow();
        foreach (Delivery delivery in deliveries)
        {
            if (DeliveryLimits.Fault(delivery) is ConnectorException fault)
            {
                // What was polled comes again and again: it must not hold up what comes after it.
                await transaction.Cases.OpenAsync(
                    new CaseReason(ErrorKind.Validation, "delivery-too-long", fault.Message, fault.Field), null, DeliveryLimits.CaseOf(delivery), default, now, cancellationToken)
                    .ConfigureAwait(false);
                continue;
            }

            bool isNew = await transaction.Inbox.AddAsync(delivery, pace.Next(delivery.Lane, delivery.Priority, now), now, cancellationToken)
                .ConfigureAwait(false);
            transaction.Notes.Offered(delivery.System, isNew);
            stored += isNew ? 1 : 0;
        }

        return stored;
    }

    private List<Post> Take()
    {
        List<Post> posts = [];
        for (int count = 0; count < MostShared && _posts.TryDequeue(out Post? next); count += next.Deliveries.Count)
        {
            posts.Add(next);
        }

        return posts;
    }

    private async Task CommitAsync(List<Post> posts)
    {
        try
        {
            int[] stored = await store.AppendAsync(
                async t =>
                {
                    List<int> counts = [];
                    foreach (Post post in posts)
                    {
                        counts.Add(await AddAsync(t, post.Deliveries, CancellationToken.None).ConfigureAwait(false));
                        await Hints.TakeAsync(t, post.Due.System, post.Due.Streams ?? [], clock.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
                    }

                    return counts.ToArray();
                },
                isOne: posts is [{ Deliveries.Count: 1, Due.Streams: null or { Count: 0 } }],
                CancellationToken.None).ConfigureAwait(false);
            for (int i = 0; i < stored.Length; i++)
            {
                posts[i].Settle(stored[i]);
            }
        }
        catch (Exception e) when (posts.Count == 1)
        {
            posts[0].Fail(e);
        }
        catch (Exception e)
        {
            await CommitEachAsync(posts, e).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// One of them may be at fault: each is tried by itself, and only its own sender hears of it. Two failures in a row are the
    /// store's: nobody waits for a third.
    /// </summary>
    private async Task CommitEachAsync(List<Post> posts, Exception failure)
    {
        int failures = 0;
        foreach (Post post in posts)
        {
            if (failures == 2)
            {
                post.Fail(failure);
                continue;
            }

            await CommitAsync([post]).ConfigureAwait(false);
            failures = post.HasFailed ? failures + 1 : 0;
        }
    }

    private sealed class Post(IReadOnlyList<Delivery> deliveries, (string System, IReadOnlyList<string>? Streams) due)
    {
        private int _stored = -1;
        private System.Runtime.ExceptionServices.ExceptionDispatchInfo? _failure;

        public IReadOnlyList<Delivery> Deliveries => deliveries;

        public (string System, IReadOnlyList<string>? Streams) Due => due;

        public bool IsSettled => _stored >= 0 || HasFailed;

        public bool HasFailed => _failure is not null;

        public void Settle(int stored) => _stored = stored;

        public void Fail(Exception failure) => _failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(failure);

        public int Result()
        {
            _failure?.Throw();
            return _stored;
        }
    }
}
