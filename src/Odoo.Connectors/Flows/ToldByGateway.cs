using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// The gateway tells of money that the billing platform moved through it: it is decided as the platform's own fact, so that either may be the first, or the
/// only one, to tell of it.
/// </summary>
internal static class ToldByGateway
{
    public static bool Handles(string changeKind) => changeKind is ChangeKinds.PaymentReceived or ChangeKinds.RefundMade or ChangeKinds.PaymentReversed;

    public static Decision Decide(Change change, Chain chain, Known known, bool openRefunds) => change.Kind switch
    {
        ChangeKinds.PaymentReceived => Received(change, chain, known),
        ChangeKinds.RefundMade => GivenBack(change, chain, known, openRefunds),
        _ => !chain.TryTold(change.Subject, [], static r => r.Ref, out PaymentReversal? failed) ? Decision.Needs
            : failed is null ? new Decision.Wait(chain.NotTold(change.Subject))
            : PaymentReversed.Decide(Own(change, failed.Ref) with { Record = failed }, chain, known),
    };

    private static Decision Received(Change change, Chain chain, Known known)
    {
        // What the event says is looked for in the same round.
        PaymentNames? names = change.Record as PaymentNames;
        Payment? told = null;
        bool isTold = names is null || chain.TryTold(names.Payment, names.Aliases, static p => p.Ref, out told);
        if (!chain.TryRecord(change.Subject, "missing-payment", out Payment? there) || !isTold
            || (names is null && !chain.TryTold(there.Ref, there.Aliases, static p => p.Ref, out told)))
        {
            return chain.Stop(known);
        }

        return told is null ? new Decision.Wait(chain.NotTold(there.Ref))
            : told.Amount != there.Amount ? new Decision.Review(Differs(there, told))
            : PaymentReceived.Decide(told, chain, known);
    }

    private static Decision GivenBack(Change change, Chain chain, Known known, bool open)
    {
        bool isTold = chain.TryTold(change.Subject, [], static r => r.Ref, out Refund? told);
        if (!chain.TryRecord(change.Subject, "missing-refund", out Refund? there) || !isTold)
        {
            return chain.Stop(known);
        }

        return there.Status != RefundStatus.Made ? new Decision.Absorb("no money moved by this refund; what came back is told by itself")
            : told is null ? new Decision.Wait(chain.NotTold(there.Ref))
            : RefundMade.Decide(told, chain, known, open);
    }

    private static Change Own(Change change, ExternalRef told) => change with { System = told.System, Subject = told };

    private static CaseReason Differs(Payment there, Payment payment) => new(
        ErrorKind.Conflict, "gateway-differs",
        $"{there.Ref} is {there.Amount}, and {payment.Ref}, which is the same payment, {payment.Amount}. Correct the one that is wrong, and what of it is in Odoo; then retry.", "amount");
}
