using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>reconcile</c> and <c>rules</c> on the store of a host.</summary>
public sealed class ReconcileTests : IAsyncDisposable
{
    private readonly Tool _tool = new();
    private readonly ServiceProvider _host;

    public ReconcileTests()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddConnectorHub().UseSqlite(_tool["hub.db"]).RequireApprovals(o => o.WriteOffs["EUR"] = 25m).AddReconciliation();
        _host = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HubStore Store => _host.GetRequiredService<HubStore>();

    [Fact]
    public async Task Report_OfDifferences_EndsWithOneInEveryFormat()
    {
        await SaveAsync(Missing);

        (int code, string table, _) = await RunAsync("report", "--source", "stripe");
        Assert.Equal(1, code);
        Assert.Equal(
            "stripe: 1 discrepancy, 0 in flight, 2 compared, at 2026-03-31 03:30 UTC by schedule\n"
            + "Missing       stripe/invoice/in_1 is in no ledger (case 7 (no-tax)): can be accepted\n", table);
        Assert.Equal((1, true), await StartsAsync("json", "{\n  \"source\": \"stripe\","));
        Assert.Equal((1, true), await StartsAsync("csv", "kind,in_flight,"));
        Assert.Equal((1, true), await StartsAsync("html", "<!doctype html>"));
        Assert.Equal((1, ""), await OutAsync());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(_tool["report.html"], Cancel), StringComparison.Ordinal);

        async Task<(int, bool)> StartsAsync(string format, string start)
        {
            (int ended, string output, _) = await RunAsync("report", "--source", "stripe", "--format", format);
            return (ended, output.StartsWith(start, StringComparison.Ordinal));
        }

        async Task<(int, string)> OutAsync()
        {
            (int ended, string output, _) = await RunAsync("report", "--source", "stripe", "--format", "html", "--out", _tool["report.html"]);
            return (ended, output);
        }
    }

    [Fact]
    public async Task Report_OfNoDifference_EndsWithZeroAndOfNoRunWithTwo()
    {
        await SaveAsync();

        Assert.Equal(0, (await RunAsync("report", "--source", "stripe")).Code);
        (int code, _, string error) = await RunAsync("report", "--source", "chargebee");
        Assert.Equal(2, code);
        Assert.Contains("no report of 'chargebee'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IsAskedForInTheStoreAndAwaited()
    {
        Store.Migrate();
        (int code, string output, _) = await RunAsync("run", "--source", "stripe", "--by", "ann", "--from", "2026-03-01");
        Assert.Equal((0, "A run of 'stripe' is asked for; a running host begins it within a minute.\n"), (code, output));
        ReconciliationRequest asked = Assert.Single(await new RequestStore(Store).TakeAsync(Cancel));
        Assert.Equal(("ann", new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), (asked.By, asked.Scope.From));

        // Nobody takes it.
        (int late, _, string error) = await RunAsync("run", "--source", "stripe", "--by", "ann", "--wait", "0");
        Assert.Equal(2, late);
        Assert.Contains("No host took the run", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("No stream of 'stripe' lists its records.", 2)]
    public async Task Run_ThatIsAwaited_EndsAsTheHostSays(string? failure, int expected)
    {
        Store.Migrate();
        Task<(int Code, string Output, string Error)> running = RunAsync("run", "--source", "stripe", "--by", "ann", "--wait", "60");
        IReadOnlyList<ReconciliationRequest> taken = [];
        while (taken.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
            taken = await new RequestStore(Store).TakeAsync(Cancel);
        }

        await SaveAsync(Missing);
        await new RequestStore(Store).EndAsync(taken[0], failure, Cancel);

        (int code, string output, string error) = await running;
        Assert.Equal(expected, code);
        Assert.Contains(failure ?? "is in no ledger", failure is null ? output : error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_AreShownWithVersionAndWords()
    {
        await _host.GetRequiredService<RuleRegistry>().EnsureAsync(Cancel);
        (int code, string output, _) = await _tool.RunAsync("rules", "--sqlite", _tool["hub.db"], "--part", "approvals");

        Assert.Equal(0, code);
        Assert.Matches("^approvals version 1 \\([0-9a-f]{12}\\) since .* UTC\n  write-offs up to 25 EUR\n$", output);
    }

    [Theory]
    [InlineData("--sqlite", "none.db", "There is no file")]
    [InlineData("--postgresql-env", "NONE", "holds no connection string")]
    [InlineData("--schema", "x", "The store is missing")]
    public async Task Store_ThatIsNotThere_IsTwoAndSaysWhatToName(string option, string value, string message)
    {
        (int code, _, string error) = await _tool.RunAsync("reconcile", "report", "--source", "stripe", option, value);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_OfAnotherVersion_IsLeftAsItIs()
    {
        await File.WriteAllBytesAsync(_tool["empty.db"], [], Cancel);
        (int code, _, string error) = await _tool.RunAsync("reconcile", "report", "--source", "stripe", "--sqlite", _tool["empty.db"]);

        Assert.Equal(2, code);
        Assert.Contains("is not of this program's version", error, StringComparison.Ordinal);
        await using SqliteConnection file = new($"Data Source={_tool["empty.db"]}");
        await file.OpenAsync(Cancel);
        await using SqliteCommand count = new("SELECT COUNT(*) FROM sqlite_master", file);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _tool.Dispose();
    }

    private static Discrepancy Missing => new()
    {
        Kind = DiscrepancyKind.Missing, Expected = new Position { Ref = new ExternalRef("stripe", RecordKinds.Invoice, "in_1") }, Correction = Correction.TellAgain, Cause = "case 7 (no-tax)",
    };

    private Task<(int Code, string Output, string Error)> RunAsync(string verb, params string[] args) => _tool.RunAsync(["reconcile", verb, .. args, "--sqlite", _tool["hub.db"]]);

    private Task SaveAsync(params Discrepancy[] found)
    {
        DateTimeOffset at = new(2026, 3, 31, 3, 30, 0, TimeSpan.Zero);
        ReconciliationReport report = new()
        {
            Source = "stripe", Ledgers = ["odoo"], By = "schedule", StartedAt = at, EndedAt = at, Expected = 2, Totals = [], Discrepancies = found, InFlight = [],
        };
        return Store.RunAsync(t => ReportStore.SaveAsync(t, report, Cancel), Cancel);
    }
}
