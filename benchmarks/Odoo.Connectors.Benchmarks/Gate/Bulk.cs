using System.Text.RegularExpressions;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Ten thousand customers and two thousand invoices: how many calls they take, and that a second time makes nothing.</summary>
internal static partial class Bulk
{
    private const int Customers = 10_000;
    private const int Invoices = 2_000;
    private const int StepByStep = 2_000;
    private const int OneByOne = 500;
    private const string Reader = "reader";
    private const string ReaderPassword = "reader-secret-1";
    private static readonly string[] s_groups = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads"];

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        OdooEmulatorOptions options = new();
        options.Products.Add(("SEAT", "Seat"));
        options.Users.Add(new OdooEmulatorUser { Login = Reader, Password = ReaderPassword, Groups = [.. s_groups, "base.group_erp_manager"] });
        await using OdooEmulator odoo = new(options);
        Counter counter = new();
        odoo.OnCall = counter.Count;
        List<Bar> bars = [];
        long records;
        await using (BulkRig rig = new(odoo))
        {
            double took = await rig.RunAsync(BulkSource.Customers(Customers, "first"));
            bars.Add(Bar.Ceiling($"{Customers:N0} customers by the effect action: calls that write, per 500", counter.Writes / (Customers / 500.0), 1));
            bars.Add(Bar.Ceiling("of these customers: calls of every kind, per 500 (match keys, external ids, themselves; set-up once)", (counter.Writes + counter.Reads) / (Customers / 500.0), 3.5));
            bars.Add(Bar.Told("customers per second through hub and dispatcher", Customers / took));

            counter.Reset();
            took = await rig.RunAsync(BulkSource.Invoices(Invoices, "first"));
            bars.Add(Bar.Ceiling($"{Invoices:N0} invoices of 1 to 20 lines by the effect action: calls, per 50", counter.Writes / (Invoices / 50.0), 1));
            bars.Add(Bar.Ceiling("of these invoices: look-ups of all together (set-up, currency, tax, product)", counter.Reads, 20));
            bars.Add(Bar.Ceiling("of these invoices: lines in the largest call", counter.MostLines, 1_000));
            bars.Add(Bar.Told("invoices posted per second through hub and dispatcher", Invoices / took));

            counter.Reset();
            await rig.RunAsync(BulkSource.Customers(Customers, "second").Concat(BulkSource.Invoices(Invoices, "second")));
            bars.Add(Bar.Ceiling("the same told again: calls to Odoo", counter.Writes + counter.Reads, 0));
            records = await rig.RecordsAsync();
        }

        // The store is lost: everything is decided and sent again, and the action answers that it is there.
        await using BulkRig anew = new(odoo);
        counter.Reset();
        await anew.RunAsync(BulkSource.Customers(Customers, "first").Concat(BulkSource.Invoices(Invoices, "first")));
        bars.Add(Bar.Ceiling("the same on an empty store: records made", await anew.RecordsAsync() - records, 0));
        bars.Add(Bar.Ceiling("the same on an empty store: calls that write, × those of the first time", counter.Writes / ((Customers / 500.0) + (Invoices / 50.0)), 1.05));
        bars.Add(Bar.Ceiling(
            $"{StepByStep:N0} customers step by step, external ids may be read: calls of every kind, per 500", await StepsAsync(options, Reader, StepByStep) / (StepByStep / 500.0), 7.5));
        bars.Add(Bar.Ceiling($"{OneByOne:N0} customers step by step with the least rights: calls of every kind, for each", await StepsAsync(options, null, OneByOne) / (double)OneByOne, 2.05));
        return bars;
    }

    /// <summary>How many calls customers take in an Odoo of their own, without the action.</summary>
    private static async Task<int> StepsAsync(OdooEmulatorOptions options, string? login, int customers)
    {
        await using OdooEmulator odoo = new(options);
        Counter counter = new();
        odoo.OnCall = counter.Count;
        await using BulkRig rig = new(odoo, o =>
        {
            (o.Effects, o.EffectActionId) = (OdooEffects.Steps, null);
            (o.Login, o.Secret) = login is null ? (o.Login, o.Secret) : (login, ReaderPassword);
        });
        await rig.RunAsync(BulkSource.Customers(customers, "first"));
        return counter.Writes + counter.Reads;
    }

    /// <summary>What of a request's text is one effect, and one line.</summary>
    [GeneratedRegex("\"price_unit\":")]
    private static partial Regex Line();

    private sealed class Counter
    {
        private readonly Lock _gate = new();

        public int Writes { get; private set; }

        public int Reads { get; private set; }

        public int MostLines { get; private set; }

        public void Reset() => (Writes, Reads, MostLines) = (0, 0, 0);

        public EmulatorFault Count(EmulatorCall call)
        {
            lock (_gate)
            {
                bool isWrite = call.Method == "run" && call.Arguments.Contains("\"key\":", StringComparison.Ordinal) && !call.Arguments.Contains("\"op\":\"find\"", StringComparison.Ordinal);
                (Writes, Reads) = isWrite ? (Writes + 1, Reads) : (Writes, Reads + 1);
                MostLines = isWrite ? Math.Max(MostLines, Line().Count(call.Arguments)) : MostLines;
            }

            return EmulatorFault.None;
        }
    }
}
