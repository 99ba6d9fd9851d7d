using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>A table of fields, whatever it reads into.</summary>
internal interface IFieldWalk
{
    /// <summary>All names, those of the tables inside with this one's before them.</summary>
    IEnumerable<string> Paths { get; }

    /// <summary>Goes over an object, or an array of objects, that the reader stands on, and notes what of it is read.</summary>
    void Walk(ref Utf8JsonReader reader, string prefix, FieldNotes notes);
}
