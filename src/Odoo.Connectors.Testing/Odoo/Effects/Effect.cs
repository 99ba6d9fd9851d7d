using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Effects;

/// <summary>One effect of a call.</summary>
internal sealed class Effect(JsonObject json)
{
    public string Key { get; } = json["key"] is { } key ? Js.Text(key) : throw OdooError.Key("key");

    public string Model => json["model"] is { } model ? Js.Text(model) : throw OdooError.Key("model");

    public string? GivenOp => json["op"] is { } op && !Js.IsFalsy(op) ? Js.Text(op) : null;

    public string Op => GivenOp ?? "create";

    public JsonObject Vals => json["vals"] as JsonObject ?? [];

    public JsonObject? Context => json["ctx"] as JsonObject;

    public JsonObject? Expect => json["expect"] as JsonObject;

    public JsonObject? ExpectAfter => json["expect_after"] as JsonObject;

    public JsonArray Calls => json["calls"] as JsonArray ?? [];

    public JsonArray Reconcile => json["reconcile"] as JsonArray ?? [];

    public string[] Read => json["read"] is JsonArray list ? [.. list.Select(n => Js.Text(n!))] : [];

    /// <summary>What effects must share to be created together.</summary>
    public string Shape => $"{Model}|{json["ctx"]?.ToJsonString()}|{json["calls"]?.ToJsonString()}";
}
