using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>How one record differs on its two sides. Pure.</summary>
internal static class PairCheck
{
    /// <summary>Compares.</summary>
    /// <param name="expected">The source's side.</param>
    /// <param name="booked">The ledger's side.</param>
    /// <param name="day">The company's day of what the source holds.</param>
    /// <param name="customer">The customer's id in the ledger; null where it is not known.</param>
    public static IEnumerable<Discrepancy> Of(Position expected, Position booked, DateOnly? day, string? customer)
    {
        if (expected.Ledger is { } ledger && booked.Ledger is { } where && ledger != where)
        {
            yield return Found(DiscrepancyKind.WrongCompany);
        }

        if (customer is not null && booked.Customer is { } whose && whose.Id != customer)
        {
            yield return Found(DiscrepancyKind.WrongCustomer);
        }

        if (expected.Currency is { } currency && booked.Currency is { } other && currency != other)
        {
            // Amounts of two currencies are not compared.
            yield return Found(DiscrepancyKind.Currency);
        }
        else if (Amounts(expected, booked) is (DiscrepancyKind kind, decimal more))
        {
            yield return Found(kind, more);
        }

        if (day is { } asked && booked.On is { } on && asked != on && !(booked.MayBeLater && on > asked))
        {
            yield return Found(DiscrepancyKind.Date);
        }

        if (State(expected, booked) is { } state)
        {
            yield return Found(state.Kind, state.Open);
        }

        Discrepancy Found(DiscrepancyKind kind, decimal? difference = null) => new()
        {
            Kind = kind, Expected = expected, Booked = booked, Difference = difference,
            Correction = kind == DiscrepancyKind.State && IsBehind(expected, booked) ? Correction.TellAgain : Correction.ByHand,
        };
    }

    private static (DiscrepancyKind, decimal)? Amounts(Position expected, Position booked)
    {
        decimal net = Difference(expected.Net, booked.Net), tax = Difference(expected.Tax, booked.Tax), gross = Difference(expected.Gross, booked.Gross);
        return tax != 0m && (net == 0m || gross == 0m) ? (DiscrepancyKind.Tax, tax)
            : gross != 0m ? (DiscrepancyKind.Amount, gross)
            : net != 0m ? (DiscrepancyKind.Amount, net)
            : null;
    }

    private static (DiscrepancyKind Kind, decimal? Open)? State(Position expected, Position booked) => (expected.State, booked.State) switch
    {
        (_, null) or (PositionState.Cancelled, PositionState.Cancelled or PositionState.Settled) or (PositionState.Draft, _) => null,
        (_, PositionState.Draft) => (DiscrepancyKind.Unposted, null),
        (_, PositionState.Cancelled) => (DiscrepancyKind.State, null),
        (PositionState.Open, PositionState.Open) => AreComparable(expected, booked) && Difference(expected.Open, booked.Open) is var open and not 0m ? (DiscrepancyKind.State, open) : null,
        (null, _) => null,
        var (asked, found) => asked == found ? null : (DiscrepancyKind.State, null),
    };

    /// <summary>The source went on and the ledger did not: telling it again takes the ledger along, also to what a bank took back.</summary>
    private static bool IsBehind(Position expected, Position booked) =>
        (expected.ToldAs?.Kind == RecordKinds.Dispute && expected.Ref.Kind != RecordKinds.Dispute) || (booked.State == PositionState.Open && (expected.State is PositionState.Settled or PositionState.Cancelled || expected.Open < booked.Open));

    /// <summary>Of other totals, other amounts are open: that is said once.</summary>
    private static bool AreComparable(Position expected, Position booked) => expected.Currency == booked.Currency && Difference(expected.Gross, booked.Gross) == 0m;

    private static decimal Difference(decimal? expected, decimal? booked) => expected is { } asked && booked is { } found ? found - asked : 0m;
}
