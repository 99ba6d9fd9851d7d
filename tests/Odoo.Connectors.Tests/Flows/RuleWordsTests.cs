using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Configuration as it is versioned: complete, the same in any order, and without secrets.</summary>
public sealed class RuleWordsTests
{
    [Fact]
    public void LeadToCash_IsAllOfItsOptionsWhereTheFlowRuns()
    {
        LeadToCashOptions options = new() { Crm = null, OpenRefunds = true, Streams = { ["odoo"] = ["partners"] } };
        LeadToCash flow = new(Options.Create(options), new OwnershipTable().Own<Customer>("a").Own<Contract>("a").Own<Invoice>("a").Own<Payment>("a"), new MappingTable());

        string[] words = [.. new LeadToCashWords(Options.Create(options), [flow]).Lines()];

        Assert.Equal(typeof(LeadToCashOptions).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal), words.Select(w => w.Split(' ')[0]));
        Assert.Superset(new HashSet<string>(["AccountTotals False", "Crm ", "Erp odoo", "OpenRefunds True"]), words.ToHashSet());
        Assert.Empty(new LeadToCashWords(Options.Create(options), []).Lines());
    }

    [Fact]
    public void Routing_DeclaredInAnotherOrder_IsTheSame()
    {
        CompanyRouting one = new CompanyRouting().Route<Invoice>(i => i.Number, ("BE", "odoo-be"), ("DE", "odoo-de")).Route<Deal>(d => d.Name, ("x", "odoo-be"));
        CompanyRouting other = new CompanyRouting().Route<Deal>(d => d.Name, ("x", "odoo-be")).Route<Invoice>(i => i.Number, ("DE", "odoo-de"), ("BE", "odoo-be"));

        Assert.Equal(["Deal x to odoo-be", "Invoice BE to odoo-be", "Invoice DE to odoo-de"], new RoutingWords(one).Lines());
        Assert.Equal(new RoutingWords(one).Lines(), new RoutingWords(other).Lines());
        Assert.Empty(new RoutingWords().Lines());
    }

    [Fact]
    public void ReferenceData_IsEveryTableAndNoSecret()
    {
        OdooErpOptions options = new()
        {
            Secret = "hidden", Login = "hub", GatewayJournal = "STR", Taxes = { ["vat"] = "account.21", ["reduced"] = "account.6" }, Products = { ["seat"] = "SEAT" }, Journals = { ["stripe"] = "SUS" },
            PaymentTerms = { ["net30"] = "30 days" }, FiscalPositions = { ["reverse"] = "Intra" }, Languages = { ["de"] = "de_DE" }, Plans = { ["P1M"] = "Monthly" }, PaymentJournals = { ["card"] = "CRD" },
            Dated = [new DatedEntry { Key = "old", Use = "account.19", Until = new DateOnly(2026, 6, 30) }],
        };

        Assert.Equal(
            [
                "BankJournal: BNK1", "FiscalPositions: reverse = Intra", "GatewayJournal: STR", "Journals: stripe = SUS", "Languages: de = de_DE", "PaymentJournals: card = CRD", "PaymentTerms: net30 = 30 days",
                "Plans: P1M = Monthly", "Products: seat = SEAT", "SalesJournal: INV", "Taxes: old = account.19, from ever until 2026-06-30", "Taxes: reduced = account.6", "Taxes: vat = account.21",
            ],
            ReferenceWords.Of(options));
    }
}
