namespace Odoo.Connectors;

/// <summary>
/// Text that came from a server and may quote personal data or secrets. It prints as its length only;
/// <see cref="Reveal"/> gives the words to code that stores them classified or shows them to an authorised person.
/// </summary>
/// <param name="text">The server's words.</param>
public readonly struct ServerText(string? text) : IEquatable<ServerText>
{
    private readonly string? _text = text;

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>The server's words. Do not log, trace or put them into exceptions.</summary>
    /// <returns>The text, or an empty string.</returns>
    public string Reveal() => _text ?? "";

    /// <summary>The length of the text, never the text.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => IsEmpty ? "" : $"[server text, {_text!.Length} characters]";

    /// <inheritdoc/>
    public bool Equals(ServerText other) => string.Equals(_text ?? "", other._text ?? "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ServerText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text ?? "");

    /// <summary>Whether two texts are the same.</summary>
    public static bool operator ==(ServerText left, ServerText right) => left.Equals(right);

    /// <summary>Whether two texts differ.</summary>
    public static bool operator !=(ServerText left, ServerText right) => !left.Equals(right);
}
