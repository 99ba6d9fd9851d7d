using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Tells what a person changed on the order of a contract, against the contract at its source: a piece for flows that handle
/// <see cref="ChangeKinds.ContractSeen"/>. Own writes that come back are absorbed.
/// </summary>
/// <param name="calendar">The days of the company whose orders they are.</param>
public sealed class ContractEdits(CompanyCalendar calendar)
{
    /// <summary>Compares what was seen with the source.</summary>
    /// <param name="change">The change.</param>
    /// <param name="known">What is known.</param>
    /// <param name="edited">
    /// The contract as the order holds it. Where it has an <see cref="Contract.Origin"/> that can be read, one amendment tells old and new:
    /// terms, status, end; its <see cref="Amendment.Event"/> is a discriminator for effects. A contract that was made in Odoo has none.
    /// </param>
    /// <returns>What to decide at once; null when <paramref name="edited"/> is for the flow.</returns>
    public Decision? Settle(Change change, Known known, out Contract edited)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(known);
        edited = (Contract)change.Record!;
        if (edited.Origin is not ContractOrigin origin)
        {
            return null;
        }

        if (!origin.IsEdited)
        {
            return new Decision.Absorb("the connectors wrote it last");
        }

        bool answered = known.TryLink(origin.Source, out RecordLink? link) & known.TryRead(origin.Source, out object? found);
        answered &= known.TryBusy(change.System, $"contract/{link?.Origin ?? origin.Source}", out bool busy);
        return !answered ? Decision.Needs
            : busy ? Decision.Wait.Patiently(new CaseReason(ErrorKind.Transient, "record-busy", $"Another write to the order of {origin.Source} is under way."))
            : found is Contract source ? Compare(source, ref edited) : null;
    }

    private Decision? Compare(Contract source, ref Contract edited)
    {
        if (source.Version > edited.Origin!.Version)
        {
            return new Decision.Absorb("its source has changed since; the order is told again when it holds that");
        }

        bool terms = !Look(source).SequenceEqual(Look(edited));
        bool status = Standing(source.Status) != Standing(edited.Status);
        bool end = edited.EndsOn is not null && edited.EndsOn != (source.EndsAt is DateTimeOffset ends ? calendar.DayOf(ends) : source.EndsOn);
        if (!terms && !status && !end)
        {
            return new Decision.Absorb("the order is as its source says");
        }

        DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(edited.Version ?? 0);
        Amendment amendment = new()
        {
            EffectiveOn = calendar.DayOf(at),
            Before = source.Terms,
            Terms = edited.Terms,
            StatusBefore = status ? source.Status : null,
            StatusAfter = status ? edited.Status : null,
            EndsAtBefore = end ? source.EndsAt : null,
            EndsAtAfter = end ? calendar.StartOf(edited.EndsOn!.Value) : null,
        };
        // Two streams may bring one edit, and two edits share a second: what the order holds tells them apart.
        edited = edited with { Amendments = [amendment with { Event = $"{edited.Ref.Id}@{TermsHash.Of(amendment, at)}" }] };
        return null;
    }

    /// <summary>By product, quantity and price: the order of a deal has lines of other ids.</summary>
    private static IEnumerable<(string, decimal, decimal)> Look(Contract contract) =>
        contract.Terms.Where(t => t.Quantity != 0m).Select(t => (t.ProductCode, Math.Round(t.Quantity, 2, MidpointRounding.AwayFromZero), t.UnitPrice)).Order();

    /// <summary>Odoo knows nothing of invoices that are overdue at the source.</summary>
    private static ContractStatus Standing(ContractStatus status) => status == ContractStatus.PastDue ? ContractStatus.Active : status;
}
