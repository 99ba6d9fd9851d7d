namespace Odoo.Connectors.Testing;

/// <summary>How a platform refuses, and what that means.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body.</param>
/// <param name="kind">What it means.</param>
public sealed class RefusalSample(int status, string body, ErrorKind kind)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The body.</summary>
    public string Body => body;

    /// <summary>What it means.</summary>
    public ErrorKind Kind => kind;

    /// <summary>Its <c>Retry-After</c>; the default is null: none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The field or setting that the failure must name; the default is null: none need be named.</summary>
    public string? Field { get; init; }
}
