using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>An uncollectible invoice is written off or left open and marked, as configured; and nothing is guessed.</summary>
public sealed class UncollectibleTests
{
    private static readonly (string Rate, decimal Tax)[] Taxes = [("vat21", 21m)];

    /// <summary>121.00 less the 50.00 that were paid: 71.00 are lost.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Uncollectible_WithABadDebtProduct_IsCreditedToItWithoutTax(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.BadDebtProduct = "CONTRACT-SEAT");
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 71m));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", 71m, 0m, 71m), await Bill.PostedAsync(bench, EffectKinds.WriteOff, invoice.Ref));
        Assert.Equal(0m, await OpenAsync(bench, invoice));
        JsonObject note = (await bench.FindAsync(EffectKinds.WriteOff, invoice.Ref, "date", "amount_residual"))!;
        Assert.Equal(("2026-06-30", 0m), ((string)note["date"]!, (decimal)note["amount_residual"]!));
    }

    /// <summary>A payment that only Odoo knows of: what the source gave up is not what is open.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Uncollectible_WithAnotherAmountOpenInOdoo_IsACaseAndNothingIsWrittenOff(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.BadDebtProduct = "CONTRACT-SEAT");
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 121m));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("open-differs", "open"), (only.Reason.Cause, only.Reason.Field));
        Assert.Contains("71", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(71m, await OpenAsync(bench, invoice));
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Uncollectible_WithAField_StaysOpenAndIsMarked(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.UncollectibleField = "x_collection");
        bench.Emulator.DeclareField("account.move", "x_collection");
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 71m));

        await bench.AssertNoCasesAsync();
        Assert.Equal("uncollectible", (string)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "x_collection"))!["x_collection"]!);
        Assert.Equal(71m, await OpenAsync(bench, invoice));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Uncollectible_WithNothingSet_IsACaseThatNamesTheSettings(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 71m));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("uncollectible-policy", "Systems:odoo:BadDebtProduct"), (only.Reason.Cause, only.Reason.Field));
        Assert.Equal(71m, await OpenAsync(bench, invoice));
    }

    /// <summary>Above the limit it waits for a person, whichever flow wants it.</summary>
    [Theory]
    [InlineData(50, true)]
    [InlineData(71, false)]
    public async Task Uncollectible_AboveTheLimit_IsHeldUntilItIsApproved(int limit, bool held)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o => o.BadDebtProduct = "CONTRACT-SEAT", more: b => b.RequireApprovals(a => a.WriteOffs["EUR"] = limit));
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 71m));
        Assert.Equal(held ? 71m : 0m, await OpenAsync(bench, invoice));
        foreach (CaseInfo asked in await bench.CasesAsync())
        {
            Assert.Contains("71.00 EUR is above the limit of 50.00 EUR", asked.Reason.Message, StringComparison.Ordinal);
            Assert.True((await bench.Hub.Cases.ApproveAsync(asked.Id, "ben", TestContext.Current.CancellationToken)).IsDone);
        }

        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal(0m, await OpenAsync(bench, invoice));
    }

    /// <summary>Paid in Odoo while it was held: what is written off would be the customer's credit.</summary>
    [Theory]
    [InlineData(PortTarget.Action, "expectation-failed")]
    [InlineData(PortTarget.Steps, "differs-in-odoo")]
    public async Task Uncollectible_PaidWhileItWasHeld_IsACase(string way, string cause)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.BadDebtProduct = "CONTRACT-SEAT");
        (Customer customer, Invoice invoice) = await PartlyPaidAsync(bench);
        await bench.PostAsync(Lost(invoice, customer, 71m) with { Hold = "It is much.", ProposedBy = "anna" });
        CaseInfo held = Assert.Single(await bench.CasesAsync());
        await bench.PostAsync(Given.ToSend(Given.Payment(bench, invoice, "py_2", 71m), customer));
        await bench.Hub.Cases.ApproveAsync(held.Id, "ben", TestContext.Current.CancellationToken);
        await bench.DrainAsync();
        Assert.Equal(cause, Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Equal(way == PortTarget.Action, await bench.FindAsync(EffectKinds.WriteOff, invoice.Ref, "state") is null);
    }

    private static async Task<(Customer Customer, Invoice Invoice)> PartlyPaidAsync(PortBench bench)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Bill.Invoice(bench, customer, "in_1", "EUR", 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(Given.Payment(bench, invoice, "py_1", 50m), customer));
        await bench.AssertNoCasesAsync();
        return (customer, invoice);
    }

    private static Intent Lost(Invoice invoice, Customer customer, decimal open) => PortBench.Intent(
        EffectKinds.WriteOff, invoice.Ref,
        new UncollectibleInvoice { Invoice = invoice.Ref, Number = invoice.Number, Open = Bill.Money(open, "EUR"), MarkedAt = Given.Noon(2026, 6, 30) }, customer);

    private static async Task<decimal> OpenAsync(PortBench bench, Invoice invoice) =>
        (decimal)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "amount_residual"))!["amount_residual"]!;
}
