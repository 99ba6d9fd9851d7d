using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What a person reads of a discrepancy: what differs and what to do.</summary>
internal static class DiscrepancyText
{
    public static CaseReason Reason(Discrepancy discrepancy) => new(
        ErrorKind.Conflict, ReconciliationTable.Cause, $"{What(discrepancy)}{(discrepancy.Cause is { } cause ? $" ({cause})" : "")}. {Advice(discrepancy)}", discrepancy.Field ?? Field(discrepancy.Kind));

    public static string What(Discrepancy discrepancy)
    {
        Position? expected = discrepancy.Expected, booked = discrepancy.Booked;
        return discrepancy.Kind switch
        {
            _ when discrepancy.Field is { } field => $"{field}: {discrepancy.SourceValue} in {expected}, {discrepancy.LedgerValue} in {booked}",
            DiscrepancyKind.Missing => $"{expected} is in no ledger",
            DiscrepancyKind.Extra => $"{booked} was made of {booked!.Source}, which its source does not have",
            DiscrepancyKind.Amount => $"{expected} is {Amount(expected!, expected!.Gross)}, {booked} is {Amount(booked!, booked!.Gross)}",
            DiscrepancyKind.Tax => $"{expected} has {Amount(expected!, expected!.Tax)} of tax, {booked} has {Amount(booked!, booked!.Tax)}",
            DiscrepancyKind.Currency => $"{expected} is in {expected!.Currency}, {booked} in {booked!.Currency}",
            DiscrepancyKind.Date => string.Create(CultureInfo.InvariantCulture, $"{expected} is of {expected!.At:yyyy-MM-dd HH:mm} UTC, {booked} of {booked!.On:yyyy-MM-dd}"),
            DiscrepancyKind.State => $"{expected} is {Stands(expected!)}, {booked} is {Stands(booked!)}",
            DiscrepancyKind.Duplicate => $"{booked} is {expected} once more",
            DiscrepancyKind.Unlinked => $"{booked} seems to be {expected}, entered by hand",
            DiscrepancyKind.WrongCompany => $"{expected} belongs to {expected!.Ledger}, and is {booked}",
            DiscrepancyKind.WrongCustomer => $"{expected} is of {expected!.Customer}, {booked} is of {booked!.Customer}",
            _ => $"{booked}, made of {expected}, is not posted",
        };
    }

    private static string Advice(Discrepancy discrepancy) => (discrepancy.Kind, discrepancy.Correction) switch
    {
        (_, Correction.ByHand) when discrepancy.Field is not null => "Correct the contract where it is wrong: in the ledger, or where it is billed.",
        (_, Correction.TellAgain) => "Preview its correction and accept it: the source tells it again, and it is booked once.",
        (DiscrepancyKind.Missing, _) => "It was booked before and is not there any more: restore it in the ledger, or enter it by hand and link it to the source's.",
        (DiscrepancyKind.Extra, _) => "Find out who deleted it at the source; then take it back in the ledger by a credit note or a reversal.",
        (DiscrepancyKind.Date, _) => "If the day matters (a period, a rate), take it back in the ledger and book it again; else close this case.",
        (DiscrepancyKind.State, _) => "Settle in the ledger, or at the source, what the other side does not know of.",
        (DiscrepancyKind.Duplicate, _) => "Take the one too many back in the ledger.",
        (DiscrepancyKind.Unlinked, _) => "If it is, link the two in the identity map before anything is told again; else correct its number.",
        (DiscrepancyKind.WrongCompany, _) => "Take it back there and enter it in the right company, or correct the routing.",
        (DiscrepancyKind.WrongCustomer, _) => "Correct the customer in the ledger, or merge the two customers there.",
        (DiscrepancyKind.Unposted, _) => "Compare it with the source, then post it in the ledger.",
        _ => "Correct it in the ledger by a credit note and a new document, never by changing the posted one.",
    };

    private static string Field(DiscrepancyKind kind) => kind switch
    {
        DiscrepancyKind.Amount => "Gross",
        DiscrepancyKind.WrongCompany => "Ledger",
        DiscrepancyKind.WrongCustomer => "Customer",
        DiscrepancyKind.Unposted => "State",
        DiscrepancyKind.Missing or DiscrepancyKind.Extra or DiscrepancyKind.Duplicate or DiscrepancyKind.Unlinked => "Ref",
        _ => kind.ToString(),
    };

    private static string Stands(Position position) => position is { State: PositionState.Open, Open: { } open } ? $"open with {Amount(position, open)}" : $"{position.State?.ToString().ToLowerInvariant()}";

    private static string Amount(Position position, decimal? amount) => position.Currency is { } currency && amount is { } of
        ? new Money(of, currency).ToString() : string.Create(CultureInfo.InvariantCulture, $"{amount} {position.Currency}");
}
