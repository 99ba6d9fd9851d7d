using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>How the terms of contracts changed: as their source tells, or as the difference from what it told before.</summary>
internal sealed partial class Chain
{
    private readonly Dictionary<ExternalRef, ToldTerms> _terms = [];

    private IEnumerable<Sync.Snapshot> SeenTerms => _terms.Values.Select(t => t.Seen).OfType<Sync.Snapshot>();

    /// <summary>The amendments that the contract was told with, and the one that its terms tell of.</summary>
    public void AddAmendments(Contract told, Contract now, DateTimeOffset at)
    {
        Amendment? date = told.Amendments.FirstOrDefault(a => !TellsTerms(a));
        if (_terms.TryGetValue(told.Ref, out ToldTerms? terms) && terms.Before(told, at, out string key) is { } before && !told.Amendments.Any(TellsTerms))
        {
            DateTimeOffset effective = date?.EffectiveAt ?? at;
            Amendment derived = new()
            {
                EffectiveOn = date?.EffectiveOn ?? DateOnly.FromDateTime(effective.UtcDateTime), EffectiveAt = effective, Before = before, Terms = told.Terms, Event = date?.Event,
            };
            AddAmendment(now, derived, key);
        }

        foreach (Amendment amendment in told.Amendments.Where(a => TellsTerms(a) || a is not { Kind: null, StatusAfter: null } || a.EndsAtAfter != a.EndsAtBefore))
        {
            AddAmendment(now, amendment, at);
        }
    }

    private bool TryTerms(Contract contract)
    {
        if (contract.TellsAmendments || _terms.ContainsKey(contract.Ref))
        {
            return true;
        }

        if (!known.TryShadow(ToldTerms.Of(contract.Ref), out Sync.Shadow shadow))
        {
            return false;
        }

        ToldTerms terms = _terms[contract.Ref] = new ToldTerms(contract.Ref, shadow);
        terms.Read(contract, known.Now);
        return true;
    }

    private static bool TellsTerms(Amendment amendment) => !ToldTerms.Same(amendment.Before, amendment.Terms);
}
