using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>Books every <c>book</c> note: its text is the kind of effect, with <c>?</c> behind it when it needs an approval.</summary>
internal sealed class Booking : IFlow
{
    public bool Handles(string changeKind) => changeKind == "book";

    public Decision Decide(Change change, Known known) => new Decision.Do(
    [
        new Intent
        {
            Target = "wall", Kind = ((string)change.Record!).TrimEnd('?'), Class = EffectClass.Document, Source = change.Subject, Record = change.Record!,
            Hold = ((string)change.Record!).EndsWith('?') ? "it is much" : null,
        },
    ]);

    /// <summary>A delivery that books one effect of a kind, about a record of a kind.</summary>
    public static Delivery Book(string effectKind, string subjectKind = "note", string id = "a") =>
        NoteSource.Note("book", id, effectKind) with { Subject = new ExternalRef("notes", subjectKind, id) };
}
