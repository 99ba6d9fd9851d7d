using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>Books every <c>book</c> note: its text is kinds of effects, joined by <c>+</c>, with <c>?</c> behind one that needs an approval.</summary>
internal sealed class Booking : IFlow
{
    public bool Handles(string changeKind) => changeKind == "book";

    public Decision Decide(Change change, Known known) => new Decision.Do(
    [
        .. ((string)change.Record!).Split('+').Select(word => new Intent
        {
            Target = "wall", Kind = word.TrimEnd('?'), Class = EffectClass.Document, Source = change.Subject, Record = word, Independent = true,
            Hold = word.EndsWith('?') ? "it is much" : null,
        }),
    ]);

    /// <summary>A delivery that books one effect of a kind, about a record of a kind.</summary>
    public static Delivery Book(string effectKind, string subjectKind = "note", string id = "a") =>
        NoteSource.Note("book", id, effectKind) with { Subject = new ExternalRef("notes", subjectKind, id) };
}
