using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>One call of a model's method, before options, login and context are known.</summary>
internal sealed class ModelCall
{
    public ModelCall(string model, string method, bool isRead, params IReadOnlyList<OdooArgument> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        Model = model;
        Method = method;
        IsRead = isRead;
        Arguments = arguments;
    }

    public string Model { get; }

    public string Method { get; }

    public bool IsRead { get; }

    /// <summary>Whether it may be sent again once it is proven that nothing of it was kept.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>The records of a record method; <see langword="null"/> for a method of the model.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>The arguments by position, without the ids.</summary>
    public IReadOnlyList<OdooArgument> Arguments { get; }

    public Action<Utf8JsonWriter>? Keywords { get; init; }

    /// <summary>The caller's keywords, where they are known by name; our own never meet a name of <see cref="Arguments"/>.</summary>
    public JsonObject? Named { get; init; }

    public OdooContext? Context { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether a cell of a load is a moment, which Odoo would read in the context's zone.</summary>
    public bool HasMoments { get; init; }

    public OdooTransportException BadResult(string expected) => TransportErrors.BadResult(Model, Method, IsRead, expected);
}
