namespace Odoo.Connectors.Sync;

/// <summary>One rule: how a record's key is made, and what an equal one says.</summary>
internal sealed record MatchRule(string Name, Func<object, string?> Key, int Weight, MatchRuleKind Kind);
