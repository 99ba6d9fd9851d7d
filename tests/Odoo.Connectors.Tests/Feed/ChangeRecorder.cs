using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A flow that notes what it is told of Odoo, and does nothing.</summary>
internal sealed class ChangeRecorder : IFlow
{
    public List<Change> Changes { get; } = [];

    public bool Handles(string changeKind) => changeKind is not ChangeKinds.RecordGone;

    public Decision Decide(Change change, Known known)
    {
        lock (Changes)
        {
            Changes.Add(change);
        }

        return new Decision.Absorb("noted");
    }
}
