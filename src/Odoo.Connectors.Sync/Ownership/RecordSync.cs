using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Keeps one record type equal in several systems, field by field: a piece for flows. Each system's edits to fields it owns reach
/// the others, edits elsewhere are written back or reviewed as the ownership table says, and our own writes coming back are absorbed.
/// Records are paired by the identity map; what is not linked is left alone.
/// </summary>
/// <typeparam name="T">The record type, as the readers of all systems decode it.</typeparam>
/// <param name="ownership">Who owns what.</param>
/// <param name="fields">The shared fields.</param>
/// <param name="effectKind">The kind of the effects that write fields; the ports plan by it.</param>
/// <param name="systems">The configured names of the systems.</param>
public sealed class RecordSync<T>(OwnershipTable ownership, RecordFields<T> fields, string effectKind, params IReadOnlyList<string> systems)
    where T : class
{
    /// <summary>Decides what a change of one system's record means for the others.</summary>
    /// <param name="change">The change.</param>
    /// <param name="known">What is known.</param>
    /// <param name="company">The company, where ownership depends on it; null for none.</param>
    /// <returns>The decision.</returns>
    public Decision Decide(Change change, Known known, string? company = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        if (!known.TryLink(change.Subject, out RecordLink? link) | !known.TryShadow(change.Subject, out Shadow shadow))
        {
            return Decision.Needs;
        }

        if (change.Record is T told && fields.All.All(f => shadow.Holds(f.Name, f.Value(told))))
        {
            return new Decision.Absorb("the record is as it was");
        }

        List<ExternalRef> peers = [.. systems.Where(s => s != change.System).Select(s => Peer(link, s, change.Subject.Kind)).OfType<ExternalRef>()];
        if (peers.Count == 0)
        {
            return new Decision.Absorb("no other system has this record");
        }

        // What is on its way would be read as it was before: wait for it first, then read.
        bool answered = true, busy = false;
        foreach (ExternalRef record in peers.Prepend(change.Subject))
        {
            answered &= known.TryBusy(record.System, Subject(record), out bool open);
            busy |= open;
        }

        return !answered ? Decision.Needs
            : busy ? Decision.Wait.Patiently(new CaseReason(ErrorKind.Transient, "record-busy", $"Another write to a record of {change.Subject} is under way."))
            : Merge(change, peers, known, company);
    }

    private static ExternalRef? Peer(RecordLink? link, string system, string kind) =>
        link?.IdIn(system, kind) is string id ? new ExternalRef(system, kind, id) : null;

    private static string Subject(ExternalRef record) => record.ToString();

    private Decision Merge(Change change, List<ExternalRef> peers, Known known, string? company)
    {
        bool answered = Side(change.Subject, known, out Held? here);
        List<Held> there = [];
        foreach (ExternalRef peer in peers)
        {
            answered &= Side(peer, known, out Held? held);
            if (held is not null)
            {
                there.Add(held);
            }
        }

        if (!answered)
        {
            return Decision.Needs;
        }

        if (here is null)
        {
            return new Decision.Absorb("the record was deleted at its source; what others hold of it stays");
        }

        MergedRecord merge = new(effectKind);
        foreach (Held other in there)
        {
            Merge(here, other, company, merge);
        }

        return merge.Decide();
    }

    private void Merge(Held here, Held there, string? company, MergedRecord merge)
    {
        foreach ((string name, Func<T, string?> value) in fields.All)
        {
            FieldRule rule = ownership.RuleOf(name, here.Record, company);
            if (rule.Owner != here.Reference.System && rule.Owner != there.Reference.System)
            {
                // A third system is right about it: its own changes bring both here and there in line.
                continue;
            }

            (Held owner, Held other) = rule.Owner == here.Reference.System ? (here, there) : (there, here);
            FieldSide owned = new(value(owner.Record), fields.ChangedAt(owner.Record), owner.Shadow);
            FieldSide others = new(value(other.Record), fields.ChangedAt(other.Record), other.Shadow);
            FieldVerdict verdict = ThreeWay.Merge(rule, owned, others, ownership.DoClocksAgree(owner.Reference.System, other.Reference.System));
            merge.Add(rule, verdict, (owner.Reference, owned.Value), (other.Reference, others.Value));
        }
    }

    private static bool Side(ExternalRef reference, Known known, out Held? held)
    {
        held = null;
        if (!known.TryRead(reference, out T? record) | !known.TryShadow(reference, out Shadow shadow))
        {
            return false;
        }

        held = record is null ? null : new Held(reference, record, shadow);
        return true;
    }

    private sealed record Held(ExternalRef Reference, T Record, Shadow Shadow);
}
