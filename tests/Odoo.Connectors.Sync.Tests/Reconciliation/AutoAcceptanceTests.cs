using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

public sealed class AutoAcceptanceTests
{
    [Theory]
    [InlineData("invoice", "odoo", "EUR", 100, "rule")]
    [InlineData("payment", "odoo", "EUR", 100, null)] // another record
    [InlineData("invoice", "odoo-de", "EUR", 100, null)] // another ledger
    [InlineData("invoice", null, "EUR", 100, null)] // no ledger is known
    [InlineData("invoice", "odoo", "EUR", 101, null)] // too much
    [InlineData("invoice", "odoo", "USD", 1, null)] // no limit for that currency
    [InlineData("invoice", "odoo", "EUR", null, null)] // no amount
    [InlineData("invoice", "odoo", "EUR", -101, null)] // the other way, and too much
    public void Rule_OfRecordsLedgersAndAmounts_TakesOnlyWhatAllHoldsFor(string kind, string? ledger, string currency, int? gross, string? takenBy)
    {
        ReconciliationOptions options = new();
        options.AutoAcceptRules.Add(new AutoAcceptRule { Name = "rule", Kinds = [DiscrepancyKind.Missing], RecordKinds = ["invoice"], Ledgers = ["odoo"], LargestAmounts = { ["eur"] = 100m } });
        Discrepancy found = Missing("a") with { Expected = new Position { Ref = new ExternalRef("stripe", kind, "a"), Ledger = ledger, Currency = Currency.Parse(currency), Gross = gross } };

        Assert.Equal(takenBy, AutoAcceptance.Of([found], options).RuleOf(found));
    }

    [Fact]
    public void WhatAPersonMustMend_IsTakenByNoRule()
    {
        ReconciliationOptions options = new() { AutoAccept = [DiscrepancyKind.Missing] };
        Discrepancy byHand = Missing("a") with { Correction = Correction.ByHand };

        Assert.False(AutoAcceptance.Of([byHand], options).Any);
    }

    [Fact]
    public void OfTwoRules_TheFirstThatHoldsTakesItAndTheOtherOnlyTheRest()
    {
        ReconciliationOptions options = new();
        options.AutoAcceptRules.Add(new AutoAcceptRule { Name = "payments", Kinds = [DiscrepancyKind.Missing], RecordKinds = ["payment"], MostPerRun = 2 });
        options.AutoAcceptRules.Add(new AutoAcceptRule { Name = "rest", Kinds = [DiscrepancyKind.Missing], MostPerRun = 1 });
        Discrepancy[] found = [Missing("a", "payment"), Missing("b", "payment"), Missing("c")];

        AutoAcceptance taken = AutoAcceptance.Of(found, options);

        Assert.Equal(["payments", "payments", "rest"], found.Select(taken.RuleOf));
        Assert.Null(taken.Stopped);
    }

    private static Discrepancy Missing(string id, string kind = "invoice") =>
        new() { Kind = DiscrepancyKind.Missing, Expected = new Position { Ref = new ExternalRef("stripe", kind, id) }, Correction = Correction.TellAgain };
}
