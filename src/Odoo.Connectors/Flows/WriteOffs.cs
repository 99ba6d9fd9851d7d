using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// An invoice that was given up and is owed again, or paid after all: its write-off is booked and stands in the ledger. What becomes of it there is a
/// person's to do, told once; a second write-off after that, too, as the ledger's key knows only one.
/// </summary>
internal static class WriteOffs
{
    private const string WriteOff = "writeOff";
    private const string TakenBack = "takenBack";

    /// <returns>What to decide instead; null where nothing stands in the way.</returns>
    public static Decision? Of(Invoice invoice, bool isLost, Chain chain, Known known)
    {
        if (!chain.TryBooked(EffectKinds.WriteOff, invoice.Ref, out string? system))
        {
            return Decision.Needs;
        }

        if (system is null)
        {
            return null;
        }

        if (!known.TryShadow(invoice.Ref, out Shadow shadow))
        {
            return Decision.Needs;
        }

        bool told = shadow.Holds(WriteOff, TakenBack);
        return isLost && told ? new Decision.Review(new CaseReason(
                ErrorKind.Conflict, "writeoff-again",
                $"{invoice.Ref} was written off, owed again, and is written off once more: in {system} enter that by hand, then close this case.", "status"))
            : isLost || told ? null : new Decision.Do([])
            {
                Seen = [new Snapshot(invoice.Ref, new Dictionary<string, string?>(StringComparer.Ordinal) { [WriteOff] = TakenBack })],
                ForReview = new CaseReason(
                    ErrorKind.Conflict, "writeoff-taken-back",
                    $"{invoice.Ref} is written off in {system}, and its source takes that back: it is {(invoice.IsPaid ? "paid" : "owed again")}. Reverse the write-off there, then retry.", "status"),
            };
    }
}
