namespace Odoo.Connectors.Testing;

/// <summary>What a record must meet.</summary>
internal abstract record SoqlCondition;

internal sealed record SoqlAll(IReadOnlyList<SoqlCondition> Parts) : SoqlCondition;

internal sealed record SoqlAny(IReadOnlyList<SoqlCondition> Parts) : SoqlCondition;

internal sealed record SoqlNot(SoqlCondition Part) : SoqlCondition;

internal sealed record SoqlComparison(IReadOnlyList<string> Path, string Operator, IReadOnlyList<SoqlToken> Literals) : SoqlCondition;
