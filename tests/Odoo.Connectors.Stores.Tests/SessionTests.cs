using System.Text;
using System.Transactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Odoo.Connectors.PostgreSql;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>Sessions go from one borrower to the next as they are: nothing may be left in them. The pools here have one session.</summary>
public sealed class SessionTests
{
    private const string Traces =
        """
        SELECT (SELECT COUNT(*) FROM pg_settings WHERE source = 'session')
            + (SELECT COUNT(*) FROM pg_listening_channels())
            + (SELECT COUNT(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory')
            + (SELECT COUNT(*) FROM pg_class WHERE relpersistence = 't')
            + (SELECT COUNT(*) FROM pg_cursors WHERE is_holdable)
            + CASE WHEN current_setting('transaction_isolation') = 'read committed' AND current_setting('transaction_read_only') = 'off' THEN 0 ELSE 1 END
        """;

    private const string Listening = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'";

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Session_AfterEveryUse_IsAsItWasOpened()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        (int session, long traces) = await lent.LookAsync();
        await lent.Store.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel);
        await lent.Store.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a")), isOne: true, Cancel);
        await lent.Store.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("b")), isOne: false, Cancel);
        await lent.Store.RunAsync(t => t.Retention.PrunePayloadsAsync(StoreRig.Noon, StoreRig.Noon, 10, Cancel), Cancel);
        lent.Store.Announce();
        Assert.Equal(0L, traces);
        Assert.Equal((session, 0L), await lent.LookAsync());
    }

    /// <summary>A statement without an index is dear to the planner, which would have it compiled for longer than it runs.</summary>
    [Fact]
    public async Task Session_OfTheHub_LocksNoWholeTablesAndCompilesNoPlans()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        string plan = await lent.ExplainAsync("SELECT COUNT(*) FROM inbox WHERE payload = '\\x00'");
        Assert.Contains("Seq Scan on inbox", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("JIT", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", await lent.ExplainAsync("SELECT id FROM inbox WHERE id > 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_GivenBackInMidTransaction_IsRolledBackBeforeItIsLentAgain()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        (int session, _) = await lent.LookAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => lent.Store.RunAsync(
            async t =>
            {
                await t.Lanes.EnsureAsync("lost", Cancel);
                throw new InvalidOperationException("the step gives up");
            },
            Cancel));
        await using (HubTransaction left = await lent.Store.BeginAsync(Cancel))
        {
            await left.Lanes.EnsureAsync("lost", Cancel);
        }

        Assert.Equal((session, 0L), await lent.LookAsync());
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("kept", Cancel), Cancel);
        Assert.Equal((2, 0), (lent.Database.Execute("SELECT COUNT(*) FROM lane"), lent.Database.Execute("SELECT COUNT(*) FROM lane WHERE name = 'lost'")));
    }

    [Fact]
    public async Task Session_WhoseTransactionTheServerGaveUp_ServesTheNextStep()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        (int session, _) = await lent.LookAsync();
        for (int i = 0; i < 4; i++)
        {
            // Refused before and after the driver prepares the statement.
            await Assert.ThrowsAsync<ConnectorException>(() => lent.Store.RunAsync(
                t => StoreRig.AddAsync(t, StoreRig.Delivery("a") with { Kind = null! }), Cancel));
            Assert.Equal((session, 0L), await lent.LookAsync());
            Assert.True(await lent.Store.RunAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery($"a{i}")), Cancel));
        }
    }

    [Fact]
    public async Task Step_CancelledInMidCommand_LeavesNoLockAndNoOpenTransaction()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        await using (NpgsqlConnection other = new($"{lent.Database.Address};Search Path=odoo_connectors;Pooling=false"))
        {
            await other.OpenAsync(Cancel);
            await using NpgsqlTransaction holds = await other.BeginTransactionAsync(Cancel);
            await using (NpgsqlCommand update = new("UPDATE lane SET decisions = decisions", other))
            {
                await update.ExecuteNonQueryAsync(Cancel);
            }

            using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lent.Store.RunAsync(
                async t =>
                {
                    await t.Lanes.EnsureAsync("lost", soon.Token);
                    await t.Lanes.NextDecisionAsync("lane", soon.Token);
                },
                soon.Token));

            // The lock is still held: what the cancelled step waited for is not waited for by the next borrower.
            Assert.Equal(0L, (await lent.LookAsync()).Traces);
            await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("kept", Cancel), Cancel);
        }

        Assert.Equal(1L, await lent.Store.RunAsync(t => t.Lanes.NextDecisionAsync("lane", Cancel), Cancel));
        Assert.Equal(0, lent.Database.Execute("SELECT COUNT(*) FROM lane WHERE name = 'lost'"));
    }

    [Fact]
    public async Task Session_ThatListens_IsLentToNobodyAndEndsWithIt()
    {
        await using Lent lent = new();
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        using CancellationTokenSource stop = new();
        Task listening = lent.Store.ListenAsync(() => { }, stop.Token);
        await UntilAsync(1);
        await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane2", Cancel), Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
        await UntilAsync(0);
        Assert.Equal(0L, (await lent.LookAsync()).Traces);

        async Task UntilAsync(long sessions)
        {
            for (int i = 0; i < 1000 && lent.Database.Execute(Listening) != sessions; i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
            }

            Assert.Equal(sessions, lent.Database.Execute(Listening));
        }
    }

    /// <summary>What is accepted is committed, even where the caller has a transaction of its own and gives it up.</summary>
    [Fact]
    public async Task Accept_InsideATransactionOfItsCaller_IsCommittedByItself()
    {
        await using Lent lent = new("Enlist=true;No Reset On Close=false");
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await lent.Store.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a")), isOne: true, Cancel);
            await lent.Store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        }

        Assert.Equal(1, lent.Database.Execute("SELECT COUNT(*) FROM inbox"));
    }

    private sealed class Lent : IAsyncDisposable
    {
        private readonly ServiceProvider _provider;

        public Lent(string more = "")
        {
            ServiceCollection services = new();
            services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
            services.AddConnectorHub().UsePostgreSql($"{Database.Address};Maximum Pool Size=1;{more}");
            _provider = services.BuildServiceProvider();
        }

        public TestStore Database { get; } = new(StoreKind.PostgreSql);

        public HubStore Store => _provider.GetRequiredService<HubStore>();

        /// <summary>What the next borrower gets: which session, and what somebody left in it.</summary>
        public async Task<(int Session, long Traces)> LookAsync()
        {
            await using NpgsqlConnection next = await _provider.GetRequiredService<PostgreSqlHubDataSource>().Source.OpenConnectionAsync(Cancel);
            await using NpgsqlCommand look = new(Traces, next), time = new("SELECT now()", next);

            // Inside a transaction the time stands still.
            DateTime before = (DateTime)(await time.ExecuteScalarAsync(Cancel))!;
            long isOpen = before == (DateTime)(await time.ExecuteScalarAsync(Cancel))! ? 1 : 0;
            return (next.ProcessID, (long)(await look.ExecuteScalarAsync(Cancel))! + isOpen);
        }

        /// <summary>How the server runs a statement for the hub.</summary>
        public async Task<string> ExplainAsync(string statement)
        {
            await using NpgsqlConnection next = await _provider.GetRequiredService<PostgreSqlHubDataSource>().Source.OpenConnectionAsync(Cancel);
            await using NpgsqlCommand explain = new($"EXPLAIN (ANALYZE) {statement}", next);
            await using NpgsqlDataReader lines = await explain.ExecuteReaderAsync(Cancel);
            StringBuilder plan = new();
            while (await lines.ReadAsync(Cancel))
            {
                plan.AppendLine(lines.GetString(0));
            }

            return plan.ToString();
        }

        public async ValueTask DisposeAsync()
        {
            await _provider.DisposeAsync();
            Database.Dispose();
        }
    }
}
