using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>One call of a model's method, for everything that has no method of its own on <see cref="IOdooClient"/>.</summary>
public sealed class OdooCall
{
    /// <summary>The model, such as <c>account.move</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The public method, such as <c>action_post</c>. Odoo refuses names that begin with an underscore.</summary>
    public required string Method { get; init; }

    /// <summary>The records a record method works on; <see langword="null"/> for a method of the model itself.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>The arguments by position, after the ids.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<OdooArgument> Arguments { get; init; } = [];

    /// <summary>The arguments by name. The context has its own property.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public JsonObject? Keywords { get; init; }

    /// <summary>The context, laid over the client's defaults.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public OdooContext? Context { get; init; }

    /// <summary>
    /// Whether the method changes nothing, so that it may be sent again after a transient fault and a lost reply is
    /// <see cref="ErrorKind.Transient"/> instead of <see cref="ErrorKind.Unknown"/>. Claim it only when it is certain.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsRead { get; init; }

    /// <summary>
    /// Whether a write may be sent again after Odoo answered that it gave way to another transaction (a serialization failure, a
    /// deadlock, a lock). Odoo has rolled back then, so that nothing is kept twice; what a method does outside of its database, such as
    /// asking a payment provider, is not rolled back, which is why only the caller knows. A lost reply is never followed by a repetition.
    /// Reads are repeated anyway.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsIdempotent { get; init; }

    /// <summary>The longest this call may take, in place of <see cref="OdooClientOptions.Timeout"/>.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public TimeSpan? Timeout { get; init; }
}
