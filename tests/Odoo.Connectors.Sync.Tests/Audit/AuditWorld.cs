using System.Data.Common;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>What somebody with write access to the store's file may do to it.</summary>
internal static class AuditWorld
{
    public static void Tamper(this HubWorld world, string sql)
    {
        using DbConnection connection = world.Store.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, $"{sql} changed nothing");
    }

    public static T Ask<T>(this HubWorld world, string sql)
    {
        using DbConnection connection = world.Store.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>A trail of several lanes, two of its roots, and entries that no root seals yet.</summary>
    public static async Task FillAsync(this HubWorld world)
    {
        for (int part = 0; part < 3; part++)
        {
            await world.AcceptAsync([.. Enumerable.Range(0, 12).Select(i => NoteSource.Note("note", $"n{part}-{i}", "text", lane: $"lane-{i % 3}"))]);
            Assert.True(await world.DrainAsync());
            if (part < 2)
            {
                Assert.NotNull(await world.Hub.Audit.SealAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    public static async Task<AuditVerification> VerifyAsync(this HubWorld world) => await world.Hub.Audit.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
}
