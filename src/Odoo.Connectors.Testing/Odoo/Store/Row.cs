namespace Odoo.Connectors.Testing.Store;

/// <summary>One record. Values: string, bool, long (integer, many2one), decimal, long[] (many2many); null is false in JSON.</summary>
internal sealed class Row(string model, long id)
{
    public string Model { get; } = model;

    public long Id { get; } = id;

    public Dictionary<string, object?> Values { get; } = [];

    public object? this[string field] => Values.GetValueOrDefault(field);

    public string? Text(string field) => this[field] as string;

    public long Link(string field) => this[field] is long id ? id : 0;

    public decimal Number(string field) => this[field] switch { decimal d => d, long l => l, _ => 0m };

    public bool Flag(string field) => this[field] is true;

    public long[] Links(string field) => this[field] as long[] ?? [];
}
