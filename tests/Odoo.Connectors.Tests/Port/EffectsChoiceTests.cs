using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Which way of writing a host takes, and what becomes of what was planned for the other.</summary>
public sealed class EffectsChoiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Auto_Installed_TheLeastPrivilegeUserFindsTheActionAndWritesByIt()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Auto);
        await InstallAsync(bench);
        await SendAsync(bench, "in_1");
        AssertWay(bench, byAction: true);
    }

    [Fact]
    public async Task Auto_NothingInstalled_WritesStepByStep()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Auto);
        await SendAsync(bench, "in_1");
        AssertWay(bench, byAction: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Auto_AnotherProtocolIsInstalled_WritesStepByStep(bool isConfigured)
    {
        long id = 0;
        await using PortBench bench = await StartAsync(OdooEffects.Auto, o => o.EffectActionId = isConfigured ? id : null);
        id = await InstallAsync(bench);
        await bench.Odoo.CallAsync("ir.actions.server", "write", [new JsonArray(id), new JsonObject { ["code"] = "# Odoo.Connectors effect action, protocol 1.\n" }]);
        await SendAsync(bench, "in_1");
        AssertWay(bench, byAction: false);
    }

    [Fact]
    public async Task Auto_TheConfiguredOneIsGone_TheInstalledOneIsTaken()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Auto, o => o.EffectActionId = 4711);
        await InstallAsync(bench);
        await SendAsync(bench, "in_1");
        AssertWay(bench, byAction: true);
    }

    [Fact]
    public async Task Steps_Installed_WritesStepByStep()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Steps);
        await InstallAsync(bench);
        await SendAsync(bench, "in_1");
        AssertWay(bench, byAction: false);
    }

    [Fact]
    public async Task Action_NothingInstalled_TheHostDoesNotBegin()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Action);
        Customer customer = Given.Customer(bench);
        ConnectorException refused = await Assert.ThrowsAnyAsync<ConnectorException>(() => bench.PostAsync(Given.ToSend(customer)));
        Assert.Equal((ErrorKind.Configuration, "Systems:odoo:Effects"), (refused.Kind, refused.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "name"));
    }

    /// <summary>
    /// What was planned for the action waits with a case that says what to do, what is planned later goes step by step; once the action is
    /// back, under another id, everything is there once.
    /// </summary>
    [Fact]
    public async Task Auto_ActionIsRemoved_WhatWasPlannedForItWaitsUntilItIsBack()
    {
        await using PortBench bench = await StartAsync(OdooEffects.Auto);
        long first = await InstallAsync(bench);
        (Customer customer, _) = await SendAsync(bench, "in_1");
        await bench.Odoo.CallAsync("ir.actions.server", "unlink", [new JsonArray(first)]);
        Invoice waiting = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 50m, 10.50m));
        await bench.AcceptAsync(Given.ToSend(waiting, customer));

        Assert.False(await bench.Hub.DrainAsync(TimeSpan.FromMilliseconds(100), Cancel));
        CaseInfo open = Assert.Single(await bench.CasesAsync());
        Assert.Equal((ErrorKind.Configuration, "effect-action-missing", "Systems:odoo:EffectActionId"), (open.Reason.Kind, open.Reason.Cause, open.Reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.Invoice, waiting.Ref, "state"));

        Invoice later = Given.Invoice(bench, customer, "in_3", Given.Line(1m, 20m, 4.20m));
        await bench.AcceptAsync(Given.ToSend(later, customer));
        await bench.Hub.DrainAsync(TimeSpan.FromMilliseconds(200), Cancel);
        Assert.Equal("posted", (string?)(await bench.FindAsync(EffectKinds.Invoice, later.Ref, "state"))!["state"]);
        Assert.Contains(bench.Emulator.Calls, c => c is { Model: "account.move", Method: "load" });

        long second = await InstallAsync(bench);
        Assert.NotEqual(first, second);
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal("posted", (string?)(await bench.FindAsync(EffectKinds.Invoice, waiting.Ref, "state"))!["state"]);
        Assert.Equal(3, (int)(await bench.Odoo.CallAsync("account.move", "search_count", [new JsonArray(new JsonArray("move_type", "=", "out_invoice"))]))!);
    }

    private static Task<PortBench> StartAsync(OdooEffects effects, Action<OdooErpOptions>? more = null) => PortBench.StartAsync(
        PortTarget.Steps,
        o =>
        {
            (o.Effects, o.EffectActionId) = (effects, null);
            more?.Invoke(o);
        },
        o => o.EffectActionInstalled = false);

    private static async Task<long> InstallAsync(PortBench bench)
    {
        await using AdminOdoo admin = new(bench.Emulator);
        return (await OdooEffectAction.InstallAsync(admin.Client, Cancel)).Id!.Value;
    }

    /// <summary>A customer and an invoice of 100.00 and 21.00 of tax.</summary>
    private static async Task<(Customer Customer, Invoice Invoice)> SendAsync(PortBench bench, string id)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Given.Invoice(bench, customer, id, Given.Line(2m, 50m, 21m));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        await bench.AssertNoCasesAsync();
        JsonObject posted = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "amount_total"))!;
        Assert.Equal(("posted", 121m), ((string?)posted["state"], (decimal)posted["amount_total"]!));
        return (customer, invoice);
    }

    private static void AssertWay(PortBench bench, bool byAction)
    {
        List<EmulatorCall> loads = [.. bench.Emulator.Calls.Where(c => c is { Method: "load", Model: "account.move" or "res.partner" })];
        List<EmulatorCall> runs = [.. bench.Emulator.Calls.Where(c => c is { Method: "run", Model: "ir.actions.server" } && c.Arguments.Contains("in_1", StringComparison.Ordinal))];
        Assert.Equal((byAction, !byAction), (runs.Count > 0, loads.Count > 0));
    }
}
