using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Every note becomes one document on the wall.</summary>
internal sealed class Pinning : IFlow
{
    public bool Handles(string changeKind) => changeKind == "note.written";

    public Decision Decide(Change change, Known known) => new Decision.Do(
    [
        new Intent { Target = "wall", Kind = "pin", Class = EffectClass.Document, Source = change.Subject, Record = change.Record! },
    ]);
}
