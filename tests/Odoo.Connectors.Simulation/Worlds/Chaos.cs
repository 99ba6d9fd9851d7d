using Odoo.Connectors.Erp;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>What goes wrong in one seed: at least four kinds, and how often.</summary>
internal sealed class Chaos
{
    private readonly World _world;
    private readonly HashSet<FaultKind> _kinds;
    private readonly Dictionary<string, int> _crashAt = new(StringComparer.Ordinal);
    private int _quiet;

    public Chaos(World world)
    {
        _world = world;
        FaultKind[] all = Enum.GetValues<FaultKind>();
        world.Chance.Shuffle(all);
        _kinds = [.. all.Take(world.Chance.Next(4, 10))];
        if (_kinds.Contains(FaultKind.CrashAtPoint))
        {
            string[] points = [.. FaultPoint.All, .. ErpFaultPoint.All];
            world.Chance.Shuffle(points);
            foreach (string point in points.Take(4))
            {
                _crashAt[point] = world.Chance.Next(1, 8);
            }
        }
    }

    public IEnumerable<FaultKind> Kinds => _kinds.Order();

    /// <summary>Faults are over.</summary>
    public bool IsCalm { get; set; }

    public bool Has(FaultKind kind, int percent)
    {
        bool now = !IsCalm && _kinds.Contains(kind) && _world.Chance.Next(100) < percent;
        if (now)
        {
            _world.Coverage.Count(kind);
        }

        return now;
    }

    public bool CrashesAt(string point)
    {
        if (IsCalm || !_crashAt.TryGetValue(point, out int left))
        {
            return false;
        }

        _crashAt[point] = left - 1;
        bool now = left == 1;
        if (now)
        {
            // There again some time later.
            _crashAt[point] = _world.Chance.Next(3, 40);
            _world.Coverage.Count(FaultKind.CrashAtPoint);
        }

        return now;
    }

    public FaultKind? OnCall(bool isWrite, bool isShared)
    {
        if (IsCalm || _quiet-- > 0)
        {
            return null;
        }

        FaultKind[] order = [FaultKind.LostAfter, FaultKind.LostBefore, FaultKind.HtmlErrorAfter, FaultKind.HtmlError, FaultKind.RateLimited, FaultKind.Slow];
        foreach (FaultKind kind in order)
        {
            if ((!isShared || kind is not (FaultKind.Slow or FaultKind.RateLimited)) && Has(kind, isWrite ? 12 : 2))
            {
                _quiet = _world.Chance.Next(6);
                return kind;
            }
        }

        return null;
    }

    /// <summary>Everything that strikes by itself.</summary>
    public async Task RunAsync()
    {
        while (!IsCalm)
        {
            await _world.Scheduler.SleepAsync(TimeSpan.FromMilliseconds(_world.Chance.Next(500, 25_000)), "strikes?");
            SimNode[] alive = [.. _world.Nodes.Where(n => n.IsReady && !n.IsDead && n.FrozenUntil <= _world.Clock.GetUtcNow())];
            SimNode? victim = alive.Length == 0 ? null : alive[_world.Chance.Next(alive.Length)];
            if (victim is not null && Has(FaultKind.Crash, 40))
            {
                // Not at once: the seed decides what it is in the middle of.
                await _world.Scheduler.SleepAsync(TimeSpan.FromMilliseconds(_world.Chance.Next(100)), "aims");
                Kill(victim, "anywhere");
            }
            else if (victim is not null && Has(FaultKind.Frozen, 40))
            {
                Freeze(victim);
            }
            else if (Has(FaultKind.StoreDown, 30))
            {
                _world.IsStoreDown = true;
                await _world.Scheduler.SleepAsync(TimeSpan.FromSeconds(_world.Chance.Next(1, 40)), "gives the store back");
                _world.IsStoreDown = false;
            }
            else if (Has(FaultKind.TokenExpiry, 50))
            {
                _world.Salesforce.ExpireTokens();
            }
        }
    }

    /// <summary>A process may stand still at any step, not only while it has nothing to do.</summary>
    public void MayFreeze()
    {
        if (Actor.Current?.Host is SimNode { IsReady: true, IsDead: false } node && node.FrozenUntil <= _world.Clock.GetUtcNow() && _world.Chance.Next(4) == 0 && Has(FaultKind.Frozen, 2))
        {
            Freeze(node);
        }
    }

    private void Freeze(SimNode node)
    {
        node.FrozenUntil = _world.Clock.GetUtcNow() + TimeSpan.FromSeconds(_world.Chance.Next(5, 150));
        _world.Doubts++;
        _world.Trace.Write($"{node.Name} stands still until {node.FrozenUntil:HH:mm:ss}");
        _world.Clock.After(node.FrozenUntil - _world.Clock.GetUtcNow(), static () => { });
    }

    /// <summary>Kills a process; a new one starts some time later on the same store.</summary>
    public void Kill(SimNode node, string at)
    {
        if (node.IsDead)
        {
            return;
        }

        _world.Doubts++;
        _world.Trace.Write($"{node.Name} killed at {at}");
        node.Kill();
        TimeSpan pause = TimeSpan.FromMilliseconds(_world.Chance.Next(100, 40_000));
        _world.Scheduler.Start($"{node.Name} restart", null, async () =>
        {
            await _world.Scheduler.SleepAsync(pause, "is started again");
            _world.Replace(node);
        });
    }
}
