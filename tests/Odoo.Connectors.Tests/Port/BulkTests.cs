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

    [Fact]
    public async Task ManyCustomersAndInvoices_ByTheAction_ShareCalls()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action);
        List<Customer> customers = [.. Enumerable.Range(0, Customers).Select(n => Given.Customer(bench, string.Create(CultureInfo.InvariantCulture, $"c{n}")))];

        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)])], TimeSpan.FromMinutes(1));

        Assert.Equal(1, Runs(bench));
        Assert.Equal(Customers, await CountAsync(bench, "res.partner", "website", "!=", false));
        // Two for each customer: its external id, its web domain. What is set up in Odoo is asked once.
        Assert.InRange(Reads(bench), 0, (2 * Customers) + 20);
        int reads = Reads(bench);

        List<Invoice> invoices = [.. Enumerable.Range(0, Invoices).Select(n => Given.Invoice(
            bench, customers[n], string.Create(CultureInfo.InvariantCulture, $"in_{n}"), Given.Line(1m, 10m + n, Math.Round((10m + n) * 0.21m, 2))))];
        await bench.PostEachAsync([.. invoices.Select((i, n) => (IReadOnlyList<Intent>)[Given.ToSend(i, customers[n])])], TimeSpan.FromMinutes(1));

        await bench.AssertNoCasesAsync();
        Assert.Equal(1 + (Invoices / 50), Runs(bench));
        Assert.Equal(Invoices, await CountAsync(bench, "account.move", "state", "=", "posted"));
        Assert.InRange(Reads(bench) - reads, 0, 20);

        int calls = bench.Emulator.Calls.Count;
        await bench.PostEachAsync([.. customers.Select(c => (IReadOnlyList<Intent>)[Given.ToSend(c)]), .. invoices.Select((i, n) => (IReadOnlyList<Intent>)[Given.ToSend(i, customers[n])])]);
        Assert.Equal(calls, bench.Emulator.Calls.Count);
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

    private static int Reads(PortBench bench) => bench.Emulator.Calls.Count(c => c.Method != "run" && !IsOurs(c));

    /// <summary>The test's own questions are asked without a company.</summary>
    private static bool IsOurs(EmulatorCall call) => call.Method == "search_count";

    private static async Task<int> CountAsync(PortBench bench, string model, string field, string op, JsonNode value) => (int)(await bench.Odoo.CallAsync(
        model, "search_count", [new JsonArray(new JsonArray(field, op, value))]))!;
}
