using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>What a record that an order names is called in this site.</summary>
internal static class OwnRecords
{
    /// <returns>False when it is not known yet.</returns>
    public static bool TryFind(string system, ExternalRef reference, Known known, out string? id)
    {
        if (reference.System == system)
        {
            id = reference.Id;
            return true;
        }

        bool isKnown = known.TryLink(reference, out RecordLink? link);
        id = link?.IdIn(system, reference.Kind);
        return isKnown;
    }

    /// <summary>What an invoice that was issued elsewhere is called here, imported or about to be.</summary>
    /// <returns>False when it is not known yet.</returns>
    public static bool TryImported(string system, ExternalRef invoice, Known known, out string id)
    {
        bool isKnown = TryFind(system, invoice, known, out string? linked);
        known.TryLink(invoice, out RecordLink? link);
        id = linked ?? OwnId.Of(known.DocumentKey(system, EffectKinds.Invoice, link?.Origin ?? invoice));
        return isKnown;
    }

    public static PlanResult NotThere(string system, ExternalRef reference) => new PlanResult.Review(new CaseReason(
        ErrorKind.NotFound, "not-in-billing", $"{reference} is not known in '{system}'; link it to its record there, or let the flow make it first, then retry.", reference.Kind));
}
