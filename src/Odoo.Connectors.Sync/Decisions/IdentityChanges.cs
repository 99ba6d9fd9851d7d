using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What a system says of the identity of its records, where no flow says otherwise: merged ones are one in the map, deleted ones are
/// tombstoned, erased ones are erased here too. Documents keep what they were made for.
/// </summary>
internal sealed class IdentityChanges : IFlow
{
    public static IdentityChanges Default { get; } = new();

    public bool Handles(string changeKind) => changeKind is ChangeKinds.RecordMerged or ChangeKinds.RecordGone or ChangeKinds.RecordErased;

    public Decision Decide(Change change, Known known) => change.Kind switch
    {
        ChangeKinds.RecordMerged => Merged(change, known),
        // Also of one that is linked to nothing: its deliveries may show it.
        ChangeKinds.RecordErased => new Decision.Do([]) { Facts = [new IdentityFact.Erased(change.Subject, change.Version ?? known.Now.ToUnixTimeMilliseconds())] },
        _ => Gone(change, known),
    };

    /// <summary>A deletion that is told may be over by now, and what is told last may have happened first: the system is asked.</summary>
    public static Decision Gone(Change change, Known known)
    {
        if (!known.TryLink(change.Subject, out RecordLink? link))
        {
            return Decision.Needs;
        }

        if (link?.StateOf(change.Subject) is not LinkState.Linked)
        {
            return new Decision.Absorb(link is null ? "it was linked to nothing" : "it was merged into another one before");
        }

        return !known.TryRead(change.Subject, out object? there) ? Decision.Needs
            : there is not null ? new Decision.Absorb("it is there after all")
            : new Decision.Do([]) { Facts = [new IdentityFact.Deleted(change.Subject, change.Version ?? known.Now.ToUnixTimeMilliseconds())] };
    }

    private static Decision Merged(Change change, Known known)
    {
        if (change.Record is not ExternalRef survivor || survivor.System != change.Subject.System || survivor.Kind != change.Subject.Kind || survivor == change.Subject)
        {
            throw new ConnectorException(ErrorKind.Protocol, $"{change.Subject} is said to be merged into nothing that could stand for it; the adapter of {change.System} must name another record of its kind.");
        }

        bool answered = known.TryLink(change.Subject, out RecordLink? loser);
        answered &= known.TryLink(survivor, out RecordLink? other);
        if (!answered)
        {
            return Decision.Needs;
        }

        // Of records that we know nothing about nothing is to be kept.
        return loser is null && other is null ? new Decision.Absorb("neither was linked to anything")
            : loser?.StateOf(change.Subject) == LinkState.Superseded ? new Decision.Absorb("it was merged before")
            : new Decision.Do([]) { Facts = [new IdentityFact.Merged(change.Subject, survivor)] };
    }
}
