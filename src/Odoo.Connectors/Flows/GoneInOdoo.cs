using System.Globalization;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What a complete pass over Odoo did not find any more. Odoo deletes the partner that is merged into another one, and lets its external
/// ids point to the survivor: where one does, the records are merged in the identity map too; everything else is a tombstone.
/// </summary>
/// <remarks>
/// A partner that was there before the connectors carries no external id of theirs, but a note of theirs from the first time that its fields are
/// written: Odoo moves the note to the survivor. One that was only linked, and never written, looks deleted when it is merged away.
/// </remarks>
/// <param name="options">Which systems are an Odoo; what others no longer have is a tombstone, as it is without this flow.</param>
public sealed class GoneInOdoo(IOptions<LeadToCashOptions> options) : IFlow
{
    /// <inheritdoc/>
    public bool Handles(string changeKind) => changeKind == ChangeKinds.RecordGone;

    /// <inheritdoc/>
    public Decision Decide(Change change, Known known)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        if (!options.Value.Companies.ContainsKey(change.System))
        {
            return IdentityChanges.Gone(change, known);
        }

        if (!known.TryLink(change.Subject, out RecordLink? link))
        {
            return Decision.Needs;
        }

        if (link is null)
        {
            return new Decision.Absorb("it was linked to nothing");
        }

        bool answered = known.TryRead(change.Subject, out object? there);
        ExternalRef? survivor = null;
        foreach (ExternalRef source in link.References.Where(r => r.System != change.System && r.Kind == change.Subject.Kind))
        {
            answered &= known.TryRead(ErpLookup.Of(change.System, ErpLookup.External, ErpKeys.ExternalId(source.Kind, source)), out ErpId? found);
            ErpId? noted = null;
            answered &= source.Kind != RecordKinds.Customer || known.TryRead(ErpLookup.Of(change.System, ErpLookup.Adopted, AdoptionNotes.KeyOf(source)), out noted);
            string? id = (found ?? noted)?.Id.ToString(CultureInfo.InvariantCulture);
            survivor ??= id is null || id == change.Subject.Id ? null : change.Subject with { Id = id };
        }

        return !answered ? Decision.Needs
            : there is not null ? new Decision.Absorb("it is there after all")
            : new Decision.Do([])
            {
                Facts = [survivor is null ? new IdentityFact.Deleted(change.Subject, known.Now.ToUnixTimeMilliseconds()) : new IdentityFact.Merged(change.Subject, survivor)],
            };
    }
}
