namespace Odoo.Connectors.Client;

/// <summary>Some changed records, and how far the reading has come with them.</summary>
/// <typeparam name="T">What a record is read into.</typeparam>
public sealed class OdooChangePage<T>
{
    internal OdooChangePage(IReadOnlyList<T> records, OdooCursor cursor, bool isLast)
    {
        Records = records;
        Cursor = cursor;
        IsLast = isLast;
    }

    /// <summary>The records as they are now; may be empty, as when nothing changed.</summary>
    public IReadOnlyList<T> Records { get; }

    /// <summary>Where to continue once <see cref="Records"/> are taken care of.</summary>
    public OdooCursor Cursor { get; }

    /// <summary>Whether the pass is at its end; each has exactly one last page.</summary>
    public bool IsLast { get; }
}
