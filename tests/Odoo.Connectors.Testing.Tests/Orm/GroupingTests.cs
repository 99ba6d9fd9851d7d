using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Groupings over five invoices of one customer, each expectation counted by hand.</summary>
public sealed class GroupingTests
{
    private static readonly (decimal Amount, string Date)[] s_invoices = [(10m, "2026-01-15"), (20m, "2026-01-31"), (30m, "2026-02-01"), (40m, "2026-05-05"), (50m, "2025-12-31")];

    public static TheoryData<string, string> Periods => new()
    {
        { "day", "31 Dec 2025=50|15 Jan 2026=10|31 Jan 2026=20|01 Feb 2026=30|05 May 2026=40" },
        // Weeks begin on Sunday; that of 31 December 2025 holds New Year's Day.
        { "week", "W1 2026=50|W3 2026=10|W5 2026=20|W6 2026=30|W19 2026=40" },
        { "month", "December 2025=50|January 2026=30|February 2026=30|May 2026=40" },
        { "quarter", "Q4 2025=50|Q1 2026=60|Q2 2026=40" },
        { "year", "2025=50|2026=100" },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task FormattedReadGroup_ByAPeriod_SumsEach(string period, string groups)
    {
        await using var ledger = await InvoicesAsync();

        var rows = await GroupAsync(ledger, $$"""{"groupby":["invoice_date:{{period}}"],"aggregates":["amount_total:sum"]}""");

        Assert.Equal(groups, string.Join('|', rows.Select(r => $"{r![$"invoice_date:{period}"]![1]}={Ledger.Text(r["amount_total:sum"])}")));
    }

    [Fact]
    public async Task FormattedReadGroup_ExtraDomain_SelectsTheGroup()
    {
        await using var ledger = await InvoicesAsync();

        var group = (await GroupAsync(ledger, """{"groupby":["invoice_date:quarter","partner_id"],"aggregates":["__count"],"having":[["__count",">",2]]}""")).Single()!;

        var expected = JsonNode.Parse($"""["&","&",["invoice_date",">=","2026-01-01"],["invoice_date","<","2026-04-01"],["partner_id","=",{ledger.Customer}]]""");
        Assert.True(JsonNode.DeepEquals(expected, group["__extra_domain"]), group["__extra_domain"]!.ToJsonString());
        Assert.Equal(3, (await ledger.CallAsync("account.move", "search_count", $"[{group["__extra_domain"]!.ToJsonString()}]"))!.GetValue<int>());
    }

    [Fact]
    public async Task FormattedReadGroup_EachAggregate_IsAsByHand()
    {
        await using var ledger = await InvoicesAsync();

        var row = (await GroupAsync(ledger, """{"aggregates":["amount_total:sum","amount_total:avg","amount_total:min","amount_total:max","invoice_date:min","invoice_date:max","partner_id:count_distinct","ref:count","amount_total:array_agg","__count"]}""")).Single()!.AsObject();

        Assert.Equal(["150", "30", "10", "50", "2025-12-31", "2026-05-05", "1", "0"], row.Where(p => p.Key is not ("__extra_domain" or "amount_total:array_agg" or "__count")).Select(p => Ledger.Text(p.Value)));
        Assert.Equal("10 20 30 40 50", string.Join(' ', row["amount_total:array_agg"]!.AsArray().Select(Ledger.Text)));
    }

    [Fact]
    public async Task FormattedReadGroup_OrderLimitOffset_CutTheGroups()
    {
        await using var ledger = await InvoicesAsync();

        var rows = await GroupAsync(ledger, """{"groupby":["invoice_date:month"],"aggregates":["amount_total:sum"],"order":"amount_total:sum desc, invoice_date:month","limit":2,"offset":1}""");

        Assert.Equal(["May 2026", "January 2026"], rows.Select(r => r!["invoice_date:month"]![1]!.GetValue<string>()));
    }

    [Fact]
    public async Task FormattedReadGroup_ByPartsOfDates_AndDomainsOnThem()
    {
        await using var ledger = await InvoicesAsync();

        var rows = await GroupAsync(ledger, """{"groupby":["invoice_date:month_number"],"aggregates":["__count"]}""");

        Assert.Equal("1=2 2=1 5=1 12=1", string.Join(' ', rows.Select(r => $"{r!["invoice_date:month_number"]}={r["__count"]}")));
        Assert.Equal(2, (await ledger.CallAsync("account.move", "search_count", $"""[[["partner_id","=",{ledger.Customer}],["invoice_date.month_number","=",1]]]"""))!.GetValue<int>());
    }

    [Fact]
    public async Task FormattedReadGroup_ByALinkToMany_CountsARecordInEach()
    {
        await using var ledger = await Ledger.OpenAsync();
        var vip = await ledger.CreateAsync("res.partner.category", """{"name":"A tag"}""");
        var trial = await ledger.CreateAsync("res.partner.category", """{"name":"B tag"}""");
        await ledger.CallAsync("res.partner", "create", $$"""[[{"name":"g1","ref":"G","category_id":[[6,0,[{{vip}},{{trial}}]]]},{"name":"g2","ref":"G","category_id":[[6,0,[{{vip}}]]]},{"name":"g3","ref":"G"}]]""");

        var rows = (await ledger.CallAsync("res.partner", "formatted_read_group", """[[["ref","=","G"]]]""", """{"groupby":["category_id"],"aggregates":["__count"]}"""))!.AsArray();

        Assert.Equal(["A tag 2", "B tag 1", "false 1"], rows.Select(r => $"{Ledger.Text(r!["category_id"])} {r["__count"]}"));
    }

    [Fact]
    public async Task ReadGroup_LazyByDefault_GroupsByTheFirstAndNamesTheRest()
    {
        await using var ledger = await InvoicesAsync();

        var rows = (await ledger.CallAsync("account.move", "read_group", $"""[[["partner_id","=",{ledger.Customer}]],["amount_total"],["invoice_date:year","state"]]"""))!.AsArray();
        var whole = (await ledger.CallAsync("account.move", "read_group", $"""[[["partner_id","=",{ledger.Customer}]],["amount_total:max"],["invoice_date:year","state"]]""", """{"lazy":false}"""))!.AsArray();

        Assert.Equal(["2025 50 1", "2026 100 4"], rows.Select(r => $"{r!["invoice_date:year"]} {Ledger.Text(r["amount_total"])} {r["invoice_date_count"]}"));
        Assert.Equal("""{"group_by":["state"]}""", rows[0]!["__context"]!.ToJsonString());
        Assert.Equal(4, (await ledger.CallAsync("account.move", "search_count", $"[{rows[1]!["__domain"]!.ToJsonString()}]"))!.GetValue<int>());
        Assert.Equal(["2025 posted 50 1", "2026 posted 40 4"], whole.Select(r => $"{r!["invoice_date:year"]} {r["state"]} {Ledger.Text(r["amount_total"])} {r["__count"]}"));
    }

    private static async Task<Ledger> InvoicesAsync()
    {
        var ledger = await Ledger.OpenAsync();
        foreach (var (amount, date) in s_invoices)
        {
            await ledger.InvoiceAsync(amount, date: date);
        }

        return ledger;
    }

    private static async Task<JsonArray> GroupAsync(Ledger ledger, string how) =>
        (await ledger.CallAsync("account.move", "formatted_read_group", $"""[[["partner_id","=",{ledger.Customer}]]]""", how))!.AsArray();
}
