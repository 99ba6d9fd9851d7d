using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>
/// Random sequences of everything that can happen to deliveries, on the real store: accepted, delivered again, decided, put off, woken,
/// parked, retried, skipped, edited, settled, pruned, taken over by another process. After every step the store is looked at from outside.
/// </summary>
public sealed class InboxPropertyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Steps_InAnyOrder_LoseNothingRepeatNothingAndKeepTheOrderOfASubject(int seed)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using HubWorld world = new(clock);
        using Play play = new(world, clock, seed);
        await play.BeginAsync();
        for (int step = 0; step < StoreOfThisRun.Times(300); step++)
        {
            await play.StepAsync();
        }

        await play.EndAsync();
    }

    private sealed class Play : IDisposable
    {
        private const string Missing = "needs:x";
        private static readonly string[] Subjects = ["a", "b", "c", "d"];
        private static readonly OutcomeStatus[] Moods =
            [OutcomeStatus.Applied, OutcomeStatus.Applied, OutcomeStatus.Refused, OutcomeStatus.Unknown, OutcomeStatus.NotApplied];

        private readonly HubWorld _world;
        private DbConnection _outside = null!;
        private readonly FakeTimeProvider _clock;
        private readonly Random _random;
        private readonly HashSet<string> _applied = [];
        private readonly HashSet<int> _numbers = [];
        private readonly HashSet<int> _excused = [];
        private readonly Dictionary<string, int> _last = [];
        private readonly Dictionary<long, int> _ids = [];
        private readonly List<int> _told = [];
        private readonly List<string> _done = [];
        private Hub _hub;
        private int _accepted;
        private int _pruned;
        private OutcomeStatus _mood = OutcomeStatus.Applied;

        public Play(HubWorld world, FakeTimeProvider clock, int seed)
        {
            (_world, _clock, _random) = (world, clock, new Random(seed));
            world.Wall.OnSend = Send;
            _hub = Restart();
        }

        public async Task BeginAsync()
        {
            await _hub.EnsureReadyAsync(Cancel);
            _outside = _world.Store.Open();
        }

        public void Dispose() => _outside.Dispose();

        public async Task StepAsync()
        {
            int move = _random.Next(100);
            List<Row> before = Rows();
            await MoveAsync(move);
            List<Row> after = Rows();
            Check(before, after, isWork: move is >= 30 and < 50);
        }

        /// <summary>What was missing comes, and persons retry what is left until nothing is.</summary>
        public async Task EndAsync()
        {
            _world.Source.Readable["x"] = "came";
            _mood = OutcomeStatus.Applied;
            IReadOnlyList<CaseInfo> cases = [];
            for (int round = 0; round < 10; round++)
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                await HubWorld.WorkAsync(_hub);
                cases = await _hub.Cases.ListAsync(page: new CasePage(Size: 1000), cancellationToken: Cancel);
                foreach (CaseInfo one in cases)
                {
                    await _hub.Cases.RetryAsync(one.Id, "kim", Cancel);
                }
            }

            Assert.True(cases.Count == 0 && await _hub.DrainAsync(TimeSpan.Zero, Cancel), Story());
            Assert.True(Rows().TrueForAll(r => r.State is 4 or 5), Story());

            // Nothing is lost: the newest of each subject stands, unless a person gave it up.
            Assert.All(_last.Values.Except(_excused), n => Assert.True(_numbers.Contains(n), $"{n} is lost\n{Story()}"));
        }

        private async Task MoveAsync(int move)
        {
            switch (move)
            {
                case < 25:
                    string subject = Subjects[_random.Next(Subjects.Length)];
                    int number = ++_accepted;
                    _last[subject] = number;
                    string text = $"{subject} #{number}{(_random.Next(4) == 0 ? $" {Missing}" : "")}";
                    Assert.Equal(1, await _hub.AcceptAsync([Delivery(subject, number, text)], Cancel));
                    _told.Add(number);
                    _ids.Add(Number("SELECT MAX(id) FROM inbox"), number);
                    Did($"accepted {text}");
                    break;
                case < 30 when _told.Count > 0:
                    // Also one whose row is long gone.
                    Assert.Equal(0, await _hub.AcceptAsync([Delivery(Subjects[0], _told[_random.Next(_told.Count)], "again")], Cancel));
                    break;
                case < 50:
                    Did("work");
                    await _hub.WorkAsync(Cancel);
                    break;
                case < 70:
                    Did($"dispatch {_mood}");
                    await _hub.DispatchAsync(_world.Wall, Cancel);
                    break;
                case < 78:
                    TimeSpan pause = TimeSpan.FromMilliseconds(_random.Next(200));
                    Did($"later {pause}");
                    _clock.Advance(pause);
                    break;
                case < 84:
                    _mood = Moods[_random.Next(Moods.Length)];
                    break;
                case < 86:
                    _ = _world.Source.Readable.Remove("x") || _world.Source.Readable.TryAdd("x", "came");
                    break;
                case < 95:
                    await CaseAsync(_random.Next(4));
                    break;
                case < 98:
                    _clock.Advance(TimeSpan.FromDays(_random.Next(300)));
                    int events = (await _hub.Store.PruneAsync("kim", Cancel)).Events;
                    _pruned += events;
                    Did($"pruned {events}");
                    break;
                default:
                    Did("restart");
                    _hub = Restart();
                    await _hub.EnsureReadyAsync(Cancel);
                    break;
            }
        }

        private async Task CaseAsync(int action)
        {
            IReadOnlyList<CaseInfo> open = await _hub.Cases.ListAsync(page: new CasePage(Size: 1000), cancellationToken: Cancel);
            if (open.Count == 0)
            {
                return;
            }

            CaseInfo one = open[_random.Next(open.Count)];
            List<Row> about = await AboutAsync(one);
            if (action == 0 && one.Actions.HasFlag(CaseActions.Skip))
            {
                Did($"skip {one.Id}");
                _excused.UnionWith(about.Select(r => _ids[r.Id]));
                await _hub.Cases.SkipAsync(one.Id, "kim", "enough", Cancel);
            }
            else if (action == 1 && one.Actions.HasFlag(CaseActions.Edit) && about is [var edited])
            {
                Did($"edit {one.Id}");
                _accepted++;
                _excused.Add(_ids[edited.Id]);
                CaseResult result = await _hub.Cases.EditAndRetryAsync(
                    one.Id, System.Text.Encoding.UTF8.GetBytes($"{edited.Subject[^1]} #{_accepted}"), "kim", "wrong", Cancel);
                Assert.True(result.IsDone, result.Message);

                // The copy comes before what was accepted meanwhile, which is newer.
                string subject = edited.Subject[^1..];
                _last[subject] = _last[subject] == _ids[edited.Id] ? _accepted : _last[subject];
                _ids.Add(result.EventId!.Value, _accepted);
            }
            else
            {
                Did($"retry {one.Id}");
                await _hub.Cases.RetryAsync(one.Id, "kim", Cancel);
            }
        }

        private async Task<List<Row>> AboutAsync(CaseInfo one)
        {
            HashSet<long> ids = one.EventId is long id ? [id] : [];
            if (one.EffectKey is string key)
            {
                ids.UnionWith(await _world.Node.GetRequiredService<HubStore>().ReadAsync(t => t.Ledger.EventsOfAsync(key, Cancel), Cancel));
            }

            return Rows().FindAll(r => ids.Contains(r.Id));
        }

        private void Check(List<Row> before, List<Row> after, bool isWork)
        {
            // None appears or disappears by itself.
            Assert.True(after.Count == _accepted - _pruned, $"{after.Count} rows, {_accepted} accepted, {_pruned} pruned\n{Story()}");
            foreach (IGrouping<string, Row> subject in after.GroupBy(r => r.Subject))
            {
                Row? first = subject.FirstOrDefault(r => r.IsOpen);
                Assert.True(first is null or { Head: 1 }, $"{first} is the oldest of its subject and nobody looks at it\n{Story()}");
                if (isWork && first is not null)
                {
                    Assert.DoesNotContain(subject.Where(r => r.Place > first.Place && !r.IsOpen), r => before.Exists(b => b.Id == r.Id && b.IsOpen));
                }
            }

            // What stands still says why; what has ended took effect or was given up.
            Assert.Equal(0, Number(
                """
                SELECT COUNT(*) FROM inbox i WHERE i.state = 3 AND NOT EXISTS (SELECT 1 FROM review r WHERE r.is_open = 1 AND r.event = i.id)
                AND NOT EXISTS (SELECT 1 FROM event_effect m JOIN review r ON r.effect = m.effect WHERE m.event = i.id AND r.is_open = 1)
                """));
            Assert.Equal(0, Number(
                "SELECT COUNT(*) FROM inbox i JOIN event_effect m ON m.event = i.id JOIN effect e ON e.key = m.effect WHERE i.state = 4 AND e.state NOT IN (3, 5)"));
            Assert.Equal(0, Number(
                """
                SELECT COUNT(*) FROM inbox i WHERE i.state = 2 AND NOT EXISTS (
                    SELECT 1 FROM event_effect m JOIN effect e ON e.key = m.effect WHERE m.event = i.id AND e.state IN (0, 1, 2, 6))
                """));
        }

        private Outcome? Send(Dispatch dispatch)
        {
            if (dispatch.InDoubt ? _applied.Contains(dispatch.Key) : _mood is OutcomeStatus.Applied or OutcomeStatus.Unknown)
            {
                // A key that was applied is asked for, and not applied again; its number is applied under one key only.
                string text = dispatch.Payload.Split(' ')[1];
                int number = int.Parse(text[1..], CultureInfo.InvariantCulture);
                Assert.True(_applied.Add(dispatch.Key) ? _numbers.Add(number) : dispatch.InDoubt, $"{number} is applied twice\n{Story()}");
            }

            CaseReason reason = new(_mood == OutcomeStatus.Refused ? ErrorKind.Validation : ErrorKind.Transient, "mood", "The wall has a bad day.");
            return _mood == OutcomeStatus.Applied || _applied.Contains(dispatch.Key) && dispatch.InDoubt ? null : new Outcome { Key = dispatch.Key, Status = _mood, Reason = reason };
        }

        private Hub Restart() => _world.AddNode(
            "node-1", hub: o => (o.AllowEdit, o.BreakerThreshold) = (true, 1000)).GetRequiredService<Hub>();

        private static Delivery Delivery(string subject, int number, string text) => NoteSource.Note("state", subject, text, $"e{number}", $"lane-{(subject[0] & 1)}");

        private List<Row> Rows()
        {
            using DbCommand command = _outside.Sql("SELECT id, subject, state, head, COALESCE(place, id) FROM inbox ORDER BY 5, id");
            using DbDataReader rows = command.ExecuteReader();
            List<Row> all = [];
            while (rows.Read())
            {
                all.Add(new Row(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4)));
            }

            return all;
        }

        private long Number(string sql)
        {
            using DbCommand command = _outside.Sql(sql);
            return (long)command.ExecuteScalar()!;
        }

        private void Did(string what) => _done.Add(what);

        private string Story() => string.Join('\n', _done.TakeLast(60));

        private sealed record Row(long Id, string Subject, long State, long Head, long Place)
        {
            public bool IsOpen => State is 0 or 1 or 3;
        }
    }
}
