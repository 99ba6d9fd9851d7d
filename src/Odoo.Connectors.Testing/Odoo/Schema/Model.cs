using Odoo.Connectors.Testing.Schema;

// Not in the namespace of its folder: there its name would mean the namespace Odoo.Connectors.Model.
namespace Odoo.Connectors.Testing;

/// <summary>One model: its label, order and fields.</summary>
internal sealed class Model(string name, string label, string order)
{
    public string Name { get; } = name;

    public string Label { get; } = label;

    public string Order { get; } = order;

    public Dictionary<string, Field> Fields { get; } = [];

    public bool HasActive => Fields.ContainsKey("active");

    /// <summary>The Python class that Odoo names in its messages.</summary>
    public string ClassName => string.Concat(Name.Split('.', '_').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
}
