using System.Globalization;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A gateway paid out what it held. The payout is booked once every document that it settles is: they are told by facts of their own, of
/// many customers, and are waited for.
/// </summary>
internal static class PayoutPaid
{
    private const int MostNamed = 5;

    public static Decision Decide(Change change, Chain chain, Known known)
    {
        if (!known.TryRead(change.Subject, out Payout? payout))
        {
            return Decision.Needs;
        }

        if (payout is null)
        {
            return new Decision.Absorb("its source does not show yet what it settles; it tells again when it does");
        }

        bool answered = chain.TrySettled(payout, out payout) & chain.TryBooked(EffectKinds.Payout, payout.Ref, out string? done);
        SortedSet<string> systems = new(StringComparer.Ordinal);
        List<string> missing = [];
        foreach ((string kind, ExternalRef source) in payout.Lines.Where(l => l is { Source: not null, Kind: not (PayoutLineKind.Fee or PayoutLineKind.Other) })
            .Select(l => (PayoutPlanner.EffectKind(l.Kind), l.Source!)).Distinct())
        {
            answered &= chain.TryApplied(kind, source, out string? system);
            (system is null ? missing : (ICollection<string>)systems).Add(system ?? source.ToString());
        }

        return !answered ? Decision.Needs
            : payout.HasFailed ? Failed(payout, done)
            : missing.Count > 0 && done is null ? chain.Await(Missing(payout, missing))
            : systems.Count > 1 ? new Decision.Review(Several(payout, systems))
            : chain.Settle(payout, systems.FirstOrDefault() ?? done);
    }

    private static Decision Failed(Payout payout, string? done) => done is null
        ? new Decision.Absorb("the bank sent it back before it was booked; what it was to settle comes with another one")
        : new Decision.Review(new CaseReason(
            ErrorKind.Conflict, "payout-failed",
            $"{payout.Ref} is booked in {done}, and the bank sent it back: {payout.Amount} are with the gateway again. Reverse its entry there, then close this case.", "status"));

    private static CaseReason Missing(Payout payout, List<string> missing)
    {
        string more = missing.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {missing.Count - MostNamed} more") : "";
        return new CaseReason(
            ErrorKind.Dependency, "payout-documents",
            $"{payout.Ref} settles documents that are not booked: {string.Join(", ", missing.Take(MostNamed))}{more}. Settle the cases about them, or book by hand what is of no customer of the hub, then retry.", "lines");
    }

    private static CaseReason Several(Payout payout, SortedSet<string> systems) => new(
        ErrorKind.Configuration, "several-companies",
        $"{payout.Ref} settles documents of {string.Join(" and ", systems)}, and a payout is booked in one company. Book it by hand.", "lines");
}
