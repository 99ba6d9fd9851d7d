using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>What runs for every fact finds its rows by an index, however many others wait, are parked or are done.</summary>
public sealed class QueryPlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HotStatements_OnInboxAndLedger_NeverScanATable()
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        await using HubTransaction transaction = await world.Node.GetRequiredService<HubStore>().BeginAsync(Cancel);
        StoreConnection store = (StoreConnection)typeof(HubTransaction)
            .GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(transaction)!;
        SqliteConnection connection = (SqliteConnection)store.Connection;
        List<string> statements = [];
        raw.sqlite3_trace(connection.Handle, (_, sql) => statements.Add(sql), null);

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await transaction.Lanes.EnsureAsync("lane", Cancel);
        await transaction.Inbox.AddAsync(NoteSource.Note("note", "a", "x", lane: "lane"), 1, now, Cancel);
        await transaction.Inbox.WakeAsync(now, Cancel);
        await transaction.Inbox.NextAsync(1, ["other"], 64, Cancel);
        await transaction.Inbox.StepBackAsync(1, Cancel);
        await transaction.Inbox.FinishAsync(1, EventState.Decided, "x", Cancel);
        await transaction.Inbox.CountOpenAsync(10, Cancel);
        await transaction.Ledger.NextAsync("wall", now, DeliveryPriority.Backfill, 25, Cancel);
        await transaction.Ledger.SendingToAsync("wall", Cancel);
        await transaction.Ledger.ProgressAsync("key", Cancel);
        await transaction.Ledger.FindAsync("key", Cancel);
        await transaction.Ledger.IsBusyAsync("wall", "s", Cancel);
        await transaction.Ledger.IsMakingAsync("wall", "customer", Cancel);
        await transaction.Inbox.DecidedSinceAsync(1, [new("crm", "customer", "1")], Cancel);
        await transaction.Ledger.HurryAsync("wall", now, Cancel);
        await transaction.Ledger.RequireAsync("key", "other", Cancel);
        raw.sqlite3_trace(connection.Handle, (strdelegate_trace?)null, null);

        string[] tables = ["inbox", "effect"];
        List<string> scans = [];
        foreach (string statement in statements.Where(s => tables.Any(t => s.Contains(t, StringComparison.Ordinal))))
        {
            using SqliteCommand explain = connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + statement;
            using SqliteDataReader row = explain.ExecuteReader();
            while (row.Read())
            {
                string step = row.GetString(3);
                if (step.StartsWith("SCAN", StringComparison.Ordinal) && step.Split(' ')[1] is "i" or "e" or "o" or "d" or "inbox" or "effect"
                    && !step.Contains("INDEX", StringComparison.Ordinal))
                {
                    scans.Add($"{step}: {statement}");
                }
            }
        }

        Assert.True(statements.Count >= 14, $"{statements.Count} statements were seen");
        Assert.Empty(scans);
    }
}
