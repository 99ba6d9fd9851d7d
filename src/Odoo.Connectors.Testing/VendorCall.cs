namespace Odoo.Connectors.Testing;

/// <summary>One call that reached an emulator of a vendor.</summary>
public sealed record VendorCall
{
    /// <summary>The place of the call among all calls, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path as sent, still escaped.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, without the question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; names compare without case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as text; empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary>Method and target, without headers and body.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Query.Length == 0 ? $"{Method} {Path}" : $"{Method} {Path}?{Query}";
}
