using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Billing;

namespace Odoo.Connectors.Tests.Accounts;

/// <summary>Accounts above and below one, who pays for it, and what they owe together.</summary>
public sealed class AccountFamilyTests
{
    private static readonly ExternalRef Crm = MoneyRecords.Crm;
    private static readonly ExternalRef Parent = new("crm", RecordKinds.Customer, "001P");
    private static readonly ExternalRef Group = new("crm", RecordKinds.Customer, "001G");
    private static readonly ExternalRef Payer = new("billing", RecordKinds.Customer, "cus_P");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each of them owes 121.00: the account and the one below it 242.00 together; those above it are no part of that.</summary>
    [Fact]
    public async Task Account_OfAGroup_ShowsTheTreeAndItsSums()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal").Holds("20", "Kanaal Holding");
        ledger.Open = MoneyRecords.Eur(121m);
        ledger.Children.Add(new Customer { Ref = new ExternalRef("odoo", RecordKinds.Customer, "9"), Name = "Kanaal Noord" });
        await using MemoryHub world = new(more: hub => hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));
        Hold(world, Crm, "Kanaal", parent: Parent);
        Hold(world, Parent, "Kanaal Holding", parent: Group);

        // Somebody closed the circle; nobody runs in it.
        Hold(world, Group, "Jan Peeters", parent: Crm, isCompany: false);
        world.Platform.Records[MoneyRecords.Billed] = new Customer { Ref = MoneyRecords.Billed, Name = "Kanaal", SameAs = Crm, Payer = Payer };
        world.Platform.Records[Payer] = new Customer { Ref = Payer, Name = "Kanaal Betaalt" };
        foreach ((ExternalRef name, ExternalRef to) in ((ExternalRef, ExternalRef)[])[(MoneyRecords.Billed, Crm), (new("odoo", RecordKinds.Customer, "7"), Crm), (new("odoo", RecordKinds.Customer, "20"), Parent)])
        {
            await world.Hub.Identity.LinkAsync(name, to, "setup", cancellationToken: Cancel);
        }

        CustomerAccount account = (await world.Services.GetRequiredService<IAccountView>().AccountAsync(Crm, Cancel))!;

        Assert.Equal(
            [("parent", "Kanaal Holding", "121.00 EUR"), ("parent", "J*** P***", ""), ("payer", "Kanaal Betaalt", ""), ("child", "Kanaal Noord", "121.00 EUR")],
            account.Relatives.Select(r => (r.Relation, r.Name, string.Join(", ", r.Balances.Select(b => b.Value.Open)))));
        Assert.Contains(new ExternalRef("odoo", RecordKinds.Customer, "20"), account.Relatives[0].References);
        Sourced<AccountOwing> total = Assert.Single(account.TreeBalances);
        Assert.Equal(("odoo", "242.00 EUR", "242.00 EUR", true), (total.Reference.System, total.Value.Open.ToString(), total.Value.Overdue.ToString(), total.IsFresh));
        Assert.Equal("121.00 EUR", Assert.Single(account.Balances).Value.Open.ToString());
    }

    /// <summary>Seven are above it and five are shown, the same company in two systems once; who is above the payer is nobody's matter.</summary>
    [Fact]
    public async Task Account_BelowManyOthers_ShowsTheNearestFiveEachOnce()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("20", "Above 1 in Odoo");
        ledger.Customers["7"] = new Customer { Ref = new ExternalRef("odoo", RecordKinds.Customer, "7"), Name = "Kanaal", Parent = new ExternalRef("odoo", RecordKinds.Customer, "20") };
        await using MemoryHub world = new(more: hub => hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));
        Hold(world, Crm, "Kanaal", parent: Above(1));
        for (int level = 1; level <= 7; level++)
        {
            Hold(world, Above(level), $"Above {level}", parent: Above(level + 1));
        }

        world.Platform.Records[MoneyRecords.Billed] = new Customer { Ref = MoneyRecords.Billed, Name = "Kanaal", SameAs = Crm, Payer = Payer };
        world.Platform.Records[Payer] = new Customer { Ref = Payer, Name = "Kanaal Betaalt", Parent = new ExternalRef("billing", RecordKinds.Customer, "cus_Q") };
        world.Platform.Records[new ExternalRef("billing", RecordKinds.Customer, "cus_Q")] = new Customer { Ref = new ExternalRef("billing", RecordKinds.Customer, "cus_Q"), Name = "Bank" };
        foreach ((ExternalRef name, ExternalRef to) in ((ExternalRef, ExternalRef)[])[(MoneyRecords.Billed, Crm), (new("odoo", RecordKinds.Customer, "7"), Crm), (new("odoo", RecordKinds.Customer, "20"), Above(1))])
        {
            await world.Hub.Identity.LinkAsync(name, to, "setup", cancellationToken: Cancel);
        }

        CustomerAccount account = (await world.Services.GetRequiredService<IAccountView>().AccountAsync(Crm, Cancel))!;

        Assert.Equal(5, account.Relatives.Count(r => r.Relation == "parent"));
        Assert.Equal(["Kanaal Betaalt"], account.Relatives.Where(r => r.Relation == "payer").Select(r => r.Name));
        Assert.Single(account.Relatives, r => r.References.Contains(Above(1)));

        static ExternalRef Above(int level) => new("crm", RecordKinds.Customer, $"00P{level}");
    }

    [Fact]
    public async Task Account_WhoseParentCannotBeRead_IsShownAllTheSame()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        await using MemoryHub world = new(more: hub => hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));
        Hold(world, Crm, "Kanaal", parent: Parent);
        await world.Hub.Identity.LinkAsync(new ExternalRef("odoo", RecordKinds.Customer, "7"), Crm, "setup", cancellationToken: Cancel);
        world.Crm.BeforeRead = r => r == Parent ? throw new ConnectorException(ErrorKind.Transient, "The CRM is down; try again.") : Task.CompletedTask;

        CustomerAccount account = (await world.Services.GetRequiredService<IAccountView>().AccountAsync(Crm, Cancel))!;

        Assert.Empty(account.Relatives);
        Assert.Empty(account.TreeBalances);
        Assert.Equal(("family", "crm"), account.Readings.Where(r => r.State == AccountReadingState.Failed).Select(r => (r.Section, r.System)).Single());
    }

    /// <summary>A company below another one keeps its own receivables in Odoo, and is told with who is above it.</summary>
    [Fact]
    public async Task Ledger_OfACompanyBelowAnother_TellsBothAndKeepsTheirMoneyApart()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long group = await bench.CustomerAsync("Kanaal Holding"), below = await bench.CustomerAsync("Kanaal");
        await bench.Person.WriteAsync("res.partner", [below], new JsonObject { ["parent_id"] = group }, bench.Company, Cancel);
        await bench.DocumentAsync(below, 10m, "2026-04-01", "2026-04-05");
        IAccountLedger ledger = bench.Services.GetRequiredKeyedService<IAccountLedger>("odoo");
        (string up, string down) = (group.ToString(CultureInfo.InvariantCulture), below.ToString(CultureInfo.InvariantCulture));

        LedgerCustomer child = (await ledger.CustomerAsync(down, Cancel))!;
        LedgerCustomer parent = (await ledger.CustomerAsync(up, Cancel))!;

        Assert.Equal((down, up, 0), (child.Customer.Ref.Id, child.Customer.Parent!.Id, child.Children.Count));
        Assert.Equal((up, null, "Kanaal"), (parent.Customer.Ref.Id, parent.Customer.Parent, Assert.Single(parent.Children).Name));
        IReadOnlyDictionary<string, Erp.Receivables> owed = await ledger.ReceivablesAsync([up, down], Cancel);
        Assert.Equal((0, 10m), (owed[up].Currencies.Count, Assert.Single(owed[down].Currencies).Open.Amount));
        Assert.Equal((0, 1), ((await ledger.DocumentsAsync(up, 10, Cancel)).Count, (await ledger.DocumentsAsync(down, 10, Cancel)).Count));
    }

    private static void Hold(MemoryHub world, ExternalRef reference, string name, ExternalRef? parent = null, bool isCompany = true) =>
        world.Crm.Records[reference] = new Customer { Ref = reference, Name = name, Parent = parent, IsCompany = isCompany };
}
