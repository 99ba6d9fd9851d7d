using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The engine's named boundaries: counted, and now and then the end of the process.</summary>
internal sealed class SimFaults(World world, SimNode node) : IFaultPoints
{
    public void Reached(string point)
    {
        if (Actor.Current?.Host != node)
        {
            return;
        }

        world.Coverage.Count(point);
        world.Trace.Write($"{Actor.Current} at {point}");
        Sends(Actor.Current, point);
        world.OnPoint?.Invoke(point);
        if (node.IsDead || world.Chaos.CrashesAt(point))
        {
            world.Chaos.Kill(node, point);
            throw new Crash(point);
        }
    }

    private void Sends(Actor actor, string point)
    {
        if (point is FaultPoint.Sending or FaultPoint.Answered)
        {
            actor.SendsUnder = point == FaultPoint.Sending ? node.Node!.Epoch : null;
            actor.Unanswered.Clear();
        }
    }
}
