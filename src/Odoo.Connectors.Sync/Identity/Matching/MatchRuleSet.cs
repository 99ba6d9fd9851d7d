namespace Odoo.Connectors.Sync;

/// <summary>The rules of one record type, for one target or for all.</summary>
internal sealed record MatchRuleSet(Type Type, string? Target, IReadOnlyList<MatchRule> Rules, int Accept, int Review)
{
    /// <summary>How much speaks for two sets of keys being one record's. A hint counts for asking, not for deciding.</summary>
    /// <returns>What decides, what asks, and whether an identifying key says otherwise.</returns>
    public (int Decides, int Asks, bool Contradicted) Score(IReadOnlyDictionary<string, string> mine, IReadOnlyDictionary<string, string> theirs)
    {
        int decides = 0, hints = 0;
        bool contradicted = false;
        foreach (MatchRule rule in Rules)
        {
            if (!mine.TryGetValue(rule.Name, out string? key) || !theirs.TryGetValue(rule.Name, out string? other))
            {
                continue;
            }

            bool equal = key == other;
            contradicted |= !equal && rule.Kind == MatchRuleKind.Identifies;
            decides += equal && rule.Kind != MatchRuleKind.Hint ? rule.Weight : 0;
            hints += equal && rule.Kind == MatchRuleKind.Hint ? rule.Weight : 0;
        }

        return (decides, decides + hints, contradicted);
    }
}
