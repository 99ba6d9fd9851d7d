using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Money that goes through a payment gateway and is told twice: by the billing platform, which knows what it pays, and by the gateway, which knows when it
/// arrives at the bank. It is booked as the platform's; the gateway's name of it joins that record.
/// </summary>
internal sealed partial class Chain
{
    /// <summary>The gateway that payments of the billing platform go through, where it tells of them too; null where one system tells of all.</summary>
    public string? Gateway { get; init; }

    /// <summary>A payment, refund or reversal that the gateway tells of, as the billing platform holds it; the gateway's name joins it.</summary>
    /// <param name="there">As the gateway calls it.</param>
    /// <param name="aliases">What else the gateway calls it.</param>
    /// <param name="nameOf">What the platform calls it.</param>
    /// <param name="told">The platform's record; null where it has none (yet).</param>
    /// <returns>False when something must be read first.</returns>
    public bool TryTold<T>(ExternalRef there, IReadOnlyList<string> aliases, Func<T, ExternalRef> nameOf, out T? told)
        where T : class
    {
        told = null;
        if (!TryLinked(there, out ExternalRef? linked)
            || !known.TryRead(linked ?? new ExternalRef(ownership.OwnerOf<Invoice>(), AtGateway(there.Kind), string.Join(' ', [there.Id, .. aliases])), out told))
        {
            return false;
        }

        if (linked is null && told is not null)
        {
            _links.Add(new SameRecord(there, nameOf(told)));
        }

        return true;
    }

    /// <summary>Why what the gateway tells of cannot be booked yet.</summary>
    public CaseReason NotTold(ExternalRef there) => new(
        ErrorKind.Dependency, "not-told-by-billing",
        $"{there} is not to be found at {ownership.OwnerOf<Invoice>()}, which says what it is for. Record it there, or book it in Odoo by hand if it was made past {ownership.OwnerOf<Invoice>()}; then retry, or close this case.",
        "id_at_gateway");

    /// <summary>A dispute as its source holds it, with the payment and the invoice as the billing platform names them.</summary>
    /// <param name="reference">The dispute.</param>
    /// <param name="names">The payment that it is of, where its event says.</param>
    /// <param name="dispute">The dispute.</param>
    /// <returns>False when something must be read first, or with a reason to stop.</returns>
    public bool TryDisputed(ExternalRef reference, PaymentNames? names, [NotNullWhen(true)] out Dispute? dispute)
    {
        // What the event says is looked for in the same round.
        Payment? told = null;
        bool isTold = reference.System != Gateway || names is null || TryTold(names.Payment, names.Aliases, static p => p.Ref, out told);
        if (!TryRecord(reference, "missing-dispute", out dispute) || !isTold)
        {
            return false;
        }

        if (reference.System != Gateway)
        {
            return true;
        }

        if (names is null && !TryTold(dispute.Payment, dispute.PaymentAliases, static p => p.Ref, out told))
        {
            return false;
        }

        if (told is null)
        {
            _stop = new Decision.Wait(NotTold(dispute.Payment));
            return false;
        }

        dispute = dispute with { Payment = told.Ref, PaymentAliases = [], Customer = told.Customer, Invoice = InvoicesOf(told) is [ExternalRef only] ? only : null };
        return true;
    }

    /// <summary>
    /// A payout, with what it settles as the billing platform names it. Payments and refunds have facts of their own, which name them; what failed late may
    /// have none at the gateway.
    /// </summary>
    /// <returns>False when something must be read first.</returns>
    public bool TrySettled(Payout there, out Payout payout)
    {
        List<PayoutLine> lines = [];
        bool answered = true;
        foreach (PayoutLine line in there.Lines)
        {
            ExternalRef? told = null;
            if (line.Source is { } source && source.System == Gateway && line.Kind is PayoutLineKind.Payment or PayoutLineKind.Refund or PayoutLineKind.Reversal)
            {
                PaymentReversal? failed = null;
                answered &= line.Kind == PayoutLineKind.Reversal ? TryTold(line.Source!, line.Aliases, static r => r.Ref, out failed) : TryLinked(line.Source!, out told);
                told ??= failed?.Ref;
            }

            lines.Add(told is null ? line : line with { Source = told, Aliases = [] });
        }

        payout = there with { Lines = lines };
        return answered;
    }

    /// <summary>Whether a refund is a chargeback of the billing platform's that the gateway tells of as its dispute.</summary>
    /// <returns>False when something must be looked up first.</returns>
    public bool TryDisputedThere(Refund refund, out bool isDisputed)
    {
        isDisputed = false;
        if (Gateway is null || refund.Method != "chargeback")
        {
            return true;
        }

        bool answered = known.TryLink(refund.Payment, out RecordLink? link);
        isDisputed = link?.IdIn(Gateway, RecordKinds.Payment) is not null;
        return answered;
    }

    private bool TryLinked(ExternalRef there, out ExternalRef? told)
    {
        bool answered = known.TryLink(there, out RecordLink? link);
        string billing = ownership.OwnerOf<Invoice>();
        told = link?.IdIn(billing, there.Kind) is string id ? new ExternalRef(billing, there.Kind, id) : null;
        return answered;
    }

    private static string AtGateway(string kind) => kind switch
    {
        RecordKinds.Payment => RecordKinds.PaymentAtGateway,
        RecordKinds.Refund => RecordKinds.RefundAtGateway,
        _ => RecordKinds.ReversalAtGateway,
    };
}
