using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>One call of a model's method, before options, login and context are known.</summary>
internal sealed class ModelCall
{
    public ModelCall(string model, string method, bool isRead, Action<Utf8JsonWriter> positional)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        Model = model;
        Method = method;
        IsRead = isRead;
        Positional = positional;
    }

    public string Model { get; }

    public string Method { get; }

    public bool IsRead { get; }

    public Action<Utf8JsonWriter> Positional { get; }

    public Action<Utf8JsonWriter>? Keywords { get; init; }

    public OdooContext? Context { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether a cell of a load is a moment, which Odoo would read in the context's zone.</summary>
    public bool HasMoments { get; init; }

    public OdooTransportException BadResult(string expected) => TransportErrors.BadResult(Model, Method, IsRead, expected);
}
