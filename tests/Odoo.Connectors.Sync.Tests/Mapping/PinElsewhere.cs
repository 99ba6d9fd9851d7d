namespace Odoo.Connectors.Sync.Tests.Mapping;

/// <summary>Pins a note to another wall.</summary>
internal sealed class PinElsewhere : IFlow
{
    public bool Handles(string changeKind) => changeKind == "elsewhere";

    public Decision Decide(Change change, Known known) => new Decision.Do(
        [new Intent { Target = "attic", Kind = "pin", Class = EffectClass.Document, Source = change.Subject, Record = change.Record! }]);
}
