using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>How the terms of contracts changed: as their source tells, or as the difference from what it told before.</summary>
internal sealed partial class Chain
{
    /// <summary>How long a new invoice waits for the event of the change that it bills. Booked without it, it is right all the same.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ExternalRef, ToldTerms> _terms = [];

    /// <summary>When what is decided about happened.</summary>
    public required DateTimeOffset At { get; init; }

    private IEnumerable<Snapshot> SeenTerms => _terms.Values.Select(t => t.Seen).OfType<Snapshot>();

    /// <summary>The amendments that the contract was told with, and the one that its terms tell of.</summary>
    /// <param name="told">The contract as it was told.</param>
    /// <param name="now">The contract as it was read.</param>
    /// <param name="at">When it was told.</param>
    /// <param name="by">The document that the contract was read for; null where its source told of it.</param>
    public void AddAmendments(Contract told, Contract now, DateTimeOffset at, ExternalRef? by = null)
    {
        ToldTerms terms = _terms[told.Ref];
        ToldVersion? before = null;
        Amendment? derived = null;
        if (told.TellsAmendments)
        {
            terms.Tell(told, at);
        }
        else if ((before = terms.Before(told, at, by?.Id, out string key)) is not null && !told.Amendments.Any(TellsTerms)
            && (derived = TermChange.Between(before, told, at, ref key)) is not null)
        {
            terms.Amended(told, derived, at);
            AddAmendment(now, derived, key);
        }

        bool early = derived?.Kind == AmendmentKind.EarlyRenewal;
        foreach (Amendment amendment in told.Amendments.Where(a => IsAmendment(a) && !(early && a.Kind == AmendmentKind.Renewal)))
        {
            // The key is of what was told, whatever is known of before.
            Amendment whole = amendment is { Kind: AmendmentKind.Continuation, EndsAtBefore: null } ? amendment with { EndsAtBefore = before?.EndsAt } : amendment;
            terms.Amended(told, whole, at);
            AddAmendment(now, whole, TermsHash.Of(amendment, at));
        }
    }

    /// <summary>An invoice stands on the terms that it bills: it brings their change along, or waits for the one who tells what was before.</summary>
    private bool TryBring(Contract contract, ExternalRef document, DateTimeOffset issuedAt)
    {
        ToldTerms terms = _terms[contract.Ref];
        if (contract.TellsAmendments)
        {
            if (terms.Awaits(contract) && known.Now - issuedAt < s_patience)
            {
                _stop = Decision.Wait.Patiently(new CaseReason(
                    ErrorKind.Transient, "amendment-under-way", $"{document} bills {contract.Ref}, whose terms changed; what tells of the change is awaited for ten minutes."));
                return false;
            }
        }
        else if (terms.Brings(contract, document.Id))
        {
            // An old document may be the first to tell: its event is of when the terms had changed.
            AddAmendments(contract, contract, At, document);
        }

        return true;
    }

    /// <summary>What the CRM's deal shows of its contract.</summary>
    private DealProgress? Progress()
    {
        if (_progress?.Contract is null || _contract is null)
        {
            return _progress;
        }

        LatestAmendment? latest = _terms.GetValueOrDefault(_contract.Ref)?.Latest;
        known.TryRead(_progress.Deal, out Deal? deal);
        return ContractInShort.Of(_contract, latest, deal?.Currency, _progress);
    }

    private bool TryTerms(Contract contract)
    {
        if (_terms.ContainsKey(contract.Ref))
        {
            return true;
        }

        if (!known.TryShadow(ToldTerms.Of(contract.Ref), out Shadow shadow))
        {
            return false;
        }

        ToldTerms terms = _terms[contract.Ref] = new ToldTerms(contract.Ref, shadow);
        if (!contract.TellsAmendments)
        {
            terms.Read(contract, known.Now);
        }

        return true;
    }

    private static bool TellsTerms(Amendment amendment) => !ToldTerms.Same(amendment.Before, amendment.Terms);

    /// <summary>One that says no more than when is the date of what changed.</summary>
    private static bool IsAmendment(Amendment amendment) =>
        TellsTerms(amendment) || amendment is not { Kind: null, StatusAfter: null } || amendment.EndsAtAfter != amendment.EndsAtBefore;
}
