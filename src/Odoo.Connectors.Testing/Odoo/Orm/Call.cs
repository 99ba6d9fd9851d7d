using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>One call of a method with its bound arguments.</summary>
internal sealed class Call(Env env, string model, long[] ids, Dictionary<string, JsonNode?> arguments)
{
    public Env Env { get; } = env;

    public string Model { get; } = model;

    public long[] Ids { get; } = ids;

    /// <summary>The records; a missing one is an error, and so is one of another company.</summary>
    public List<Row> Rows
    {
        get
        {
            var rows = Env.Rows(Model, Ids);
            rows.ForEach(r => AccessRules.CheckRow(Env, Env.Model(Model), r, "read"));
            return rows;
        }
    }

    /// <summary>The one record that the method is for.</summary>
    public Row Row => Rows is [var one] ? one
        : throw OdooError.Value($"Expected singleton: {Model}({string.Join(", ", Ids)}{(Ids.Length == 1 ? "," : "")})");

    public JsonNode? this[string name] => arguments.GetValueOrDefault(name);

    public bool Has(string name) => arguments.ContainsKey(name);

    /// <summary>An argument that is none of these.</summary>
    public string? Unknown(params string[] known) => arguments.Keys.FirstOrDefault(k => !known.Contains(k));

    public int Limit => Int("limit");

    public int Int(string name) => this[name] is { } node && !Js.IsFalse(node) ? (int)Js.Number(node) : 0;

    public string? Text(string name) => this[name] is { } node && Js.IsText(node) ? Js.Text(node) : null;

    public JsonObject Object(string name) => this[name] as JsonObject
        ?? throw OdooError.Attribute($"'{Python.TypeName(this[name])}' object has no attribute 'items'");

    /// <summary>Names in a list; a text is taken apart letter by letter, as Python does.</summary>
    public string[] Names(string name) => this[name] switch
    {
        JsonArray list => [.. list.Select(n => Js.Text(n!))],
        { } text when Js.IsText(text) => [.. Js.Text(text).Select(c => c.ToString())],
        _ => [],
    };
}
