namespace Odoo.Connectors.Testing;

/// <summary>A parsed query; a child sub-select is one too, its type being the name of the relation.</summary>
internal sealed record SoqlQuery(IReadOnlyList<SoqlItem> Items, string From, SoqlCondition? Where, IReadOnlyList<SoqlOrder> OrderBy, int? Limit);

/// <summary>One item of the field list: a path, or a child sub-select.</summary>
internal sealed record SoqlItem(IReadOnlyList<string> Path, SoqlQuery? Child);

internal sealed record SoqlOrder(IReadOnlyList<string> Path, bool Descending, bool NullsLast);
