using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// How far <see cref="OdooChangesExtensions"/> has read the changes of one model and domain. Keep its text in the same commit as what
/// was read, and continue from it, in the middle of a pass too. The text holds times, ids and hashes of rows, no values.
/// </summary>
public readonly record struct OdooCursor
{
    private readonly string? _text;

    private OdooCursor(string? text) => _text = text;

    /// <summary>The beginning: every record is a change.</summary>
    public static OdooCursor Start => default;

    /// <summary>Changes from a moment on, such as that of a full read.</summary>
    /// <param name="moment">The moment by the server's clock; begin it at least the overlap before the full read began.</param>
    /// <returns>A cursor.</returns>
    public static OdooCursor At(DateTimeOffset moment) => From(new CursorState { Settled = moment.ToUnixTimeSeconds() - 1 });

    /// <summary>Reads a cursor's text.</summary>
    /// <param name="text">What <see cref="ToString"/> gave; empty means <see cref="Start"/>.</param>
    /// <returns>The cursor.</returns>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static OdooCursor Parse(string text) => TryParse(text, out OdooCursor cursor) ? cursor : throw new FormatException("The text is no cursor of this version.");

    /// <summary>Reads a cursor's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The cursor.</param>
    /// <returns>Whether the text is a cursor.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out OdooCursor cursor)
    {
        cursor = text is { Length: > 0 } && CursorState.Read(text) is { } state ? From(state) : default;
        return text is not null && (text.Length == 0 || cursor != default);
    }

    /// <summary>The cursor as a text to keep.</summary>
    /// <returns>The text; empty for <see cref="Start"/>.</returns>
    public override string ToString() => _text ?? "";

    internal static OdooCursor From(CursorState state) => state.ToString() is { Length: > 0 } text ? new(text) : default;

    internal CursorState State() => _text is null ? new CursorState() : CursorState.Read(_text)!;
}
