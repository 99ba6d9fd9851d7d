using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Many at once share calls: 500 customers or 50 documents each. The benchmarks' gate does the same with twenty times as many.</summary>
public sealed class BulkTests
{
    private const int Customers = 500;
    private const int Invoices = 100;

    /// <summary>The company, its journals, the country, the probe of the action, the number of partners, the login.</summary>
    private const int SetUp = 10;

    [Fact]
    public async Task ManyCustomersAndInvoices_ByTheAction_ShareCalls()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action);
        List<Customer> customers = [.. Enumerable.Range(0, Customers).Select(n => Given.Customer(bench, string.Create(CultureInfo.InvariantCulture, $"c{n}")))];

        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])], TimeSpan.FromMinutes(1));

        // All calls there are: their external ids, their match keys, themselves; and what is set up in Odoo, once.
        Assert.Equal(["ir.actions.server run", "ir.actions.server run", "res.partner search_read"], CallsAboutCustomers(bench).Order());
        Assert.InRange(bench.Emulator.Calls.Count(c => !IsOurs(c)), 3, 3 + SetUp);
        Assert.Equal(Customers, await CountAsync(bench, "res.partner", "website", "!=", false));
        int reads = Reads(bench);

        List<Invoice> invoices = [.. Enumerable.Range(0, Invoices).Select(n => Given.Invoice(
            bench, customers[n], string.Create(CultureInfo.InvariantCulture, $"in_{n}"), Given.Line(1m, 10m + n, Math.Round((10m + n) * 0.21m, 2))))];
        await bench.PostEachAsync([.. invoices.Select((i, n) => (IReadOnlyList<Intent>)[Given.ToSend(i, customers[n])])], TimeSpan.FromMinutes(1));

        await bench.AssertNoCasesAsync();
        Assert.Equal(2 + (Invoices / 50), Runs(bench));
        Assert.Equal(Invoices, await CountAsync(bench, "account.move", "state", "=", "posted"));
        Assert.InRange(Reads(bench) - reads, 0, 20);

        int calls = bench.Emulator.Calls.Count;
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)]), .. invoices.Select((i, n) => (IReadOnlyList<Intent>)[Given.ToSend(i, customers[n])])]);
        Assert.Equal(calls, bench.Emulator.Calls.Count);
    }

    /// <summary>Who may read external ids asks for all at once; who may not asks for one after the other, when deciding and before writing.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ManyCustomers_StepByStep_ShareCalls(bool mayReadExternalIds)
    {
        const int Few = 40;
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Steps, o => (o.Login, o.Secret) = mayReadExternalIds ? ("bulk", "bulk-secret-1") : (o.Login, o.Secret),
            o => o.Users.Add(new OdooEmulatorUser
            {
                Login = "bulk", Password = "bulk-secret-1",
                Groups = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads", "base.group_erp_manager"],
            }));
        List<Customer> customers = [.. Enumerable.Range(0, Few).Select(n => Given.Customer(bench, string.Create(CultureInfo.InvariantCulture, $"c{n}")))];
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])], TimeSpan.FromMinutes(1));

        await bench.AssertNoCasesAsync();
        Assert.Equal(Few, await CountAsync(bench, "res.partner", "website", "!=", false));
        string[] ids = mayReadExternalIds
            ? ["ir.model.data search_read", "ir.model.data search_read"]
            : [.. Enumerable.Repeat("ir.model.data check_object_reference", 2 * Few)];
        Assert.Equal([.. ids, "res.partner load", "res.partner read", "res.partner search_read"], CallsAboutCustomers(bench).Order());
    }

    /// <summary>An invoice of 120 lines weighs as much as six short ones; one heavier than a call goes alone.</summary>
    [Fact]
    public async Task LongInvoices_ByTheAction_ShareACallByTheirLines()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        int before = Runs(bench);

        // 1,000 units a call: eight of 120 lines; then the ninth and tenth.
        await bench.PostEachAsync([.. Enumerable.Range(0, 10).Select(n => (IReadOnlyList<Intent>)[Given.ToSend(Given.Invoice(
            bench, customer, string.Create(CultureInfo.InvariantCulture, $"in_{n}"), [.. Enumerable.Range(0, 120).Select(l => Given.Line(1m, 1m, 0.21m) with { Id = $"l{l}" })]), customer)])]);

        await bench.AssertNoCasesAsync();
        Assert.Equal(2, Runs(bench) - before);
    }

    private static int Runs(PortBench bench) => bench.Emulator.Calls.Count(c => c.Method == "run" && c.Arguments.Contains("\"key\"", StringComparison.Ordinal));

    private static IEnumerable<string> CallsAboutCustomers(PortBench bench) => bench.Emulator.Calls
        .Where(c => c is { Model: "res.partner" or "ir.model.data" } or { Method: "run" } && c.Method is not ("search_count" or "has_access") && (c.Method != "run" || c.Arguments.Contains("\"key\"", StringComparison.Ordinal)))
        .Select(c => $"{c.Model} {c.Method}");

    private static int Reads(PortBench bench) => bench.Emulator.Calls.Count(c => c.Method != "run" && !IsOurs(c));

    /// <summary>The test's own questions are asked without a company.</summary>
    private static bool IsOurs(EmulatorCall call) => call.Method == "search_count";

    private static async Task<int> CountAsync(PortBench bench, string model, string field, string op, JsonNode value) => (int)(await bench.Odoo.CallAsync(
        model, "search_count", [new JsonArray(new JsonArray(field, op, value))]))!;
}
