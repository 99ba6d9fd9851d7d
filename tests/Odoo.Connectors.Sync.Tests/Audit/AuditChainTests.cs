using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Data.Common;
using Odoo.Connectors.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class AuditChainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_UntouchedTrail_IsIntact()
    {
        await using HubWorld world = new();
        await world.FillAsync();
        AuditVerification verified = await world.VerifyAsync();
        Assert.Empty(verified.Faults);
        Assert.Equal((world.Ask<long>("SELECT COUNT(*) FROM audit"), 2), (verified.Entries, verified.Roots));
        Assert.True(verified.Entries >= 108);
    }

    [Fact]
    public async Task Entry_HashIsOverThePreviousOneAndEveryPart()
    {
        // The bytes as documented, written here once more: previous hash, then each part behind a flag and its length or value.
        List<byte> bytes = [.. new byte[32]];
        Text("lane-1");
        Number(7);
        Number(1_700_000_000_000);
        Number(42);
        bytes.AddRange([0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Text("planned");
        Text("ü");
        Text("anna");
        Text("{}");
        byte[] expected = SHA256.HashData([.. bytes]);
        Assert.Equal(expected, AuditChain.Entry(new byte[32], "lane-1", 7, new AuditLine(1_700_000_000_000, 42, null, "planned", "ü", "anna", "{}")));
        await Task.CompletedTask;

        void Number(long value)
        {
            byte[] eight = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(eight, value);
            bytes.AddRange([1, .. eight]);
        }

        void Text(string text)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Number(utf8.Length);
            bytes.AddRange(utf8);
        }
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'other' WHERE lane = 'lane-1' AND number = 3", "lane-1", 3, AuditFaultKind.Changed)]
    [InlineData("UPDATE audit SET actor = 'anna' WHERE lane = 'lane-1' AND number = 3", "lane-1", 3, AuditFaultKind.Changed)]
    [InlineData("UPDATE audit SET at = at + 1 WHERE lane = 'target/wall' AND number = 1", "target/wall", 1, AuditFaultKind.Changed)]
    [InlineData("UPDATE audit SET event = NULL WHERE lane = 'lane-1' AND number = 2", "lane-1", 2, AuditFaultKind.Changed)]
    [InlineData("DELETE FROM audit WHERE lane = 'lane-1' AND number = 3", "lane-1", 3, AuditFaultKind.Removed)]
    [InlineData("DELETE FROM audit WHERE lane = 'lane-1' AND number <= 2", "lane-1", 1, AuditFaultKind.Removed)]
    [InlineData("UPDATE audit SET hash = NULL, lane = '' WHERE lane = 'lane-1' AND number = 3", "lane-1", 3, AuditFaultKind.Removed)]
    [InlineData("UPDATE audit SET detail = (SELECT detail FROM audit o WHERE o.lane = audit.lane AND o.number = 7 - audit.number), event = (SELECT event FROM audit o WHERE o.lane = audit.lane AND o.number = 7 - audit.number), effect = (SELECT effect FROM audit o WHERE o.lane = audit.lane AND o.number = 7 - audit.number) WHERE lane = 'lane-1' AND number IN (3, 4)", "lane-1", 3, AuditFaultKind.Changed)]
    [InlineData("UPDATE audit SET number = 0 - number WHERE lane = 'lane-1' AND number IN (3, 4); UPDATE audit SET number = 7 + number WHERE number IN (-3, -4)", "lane-1", 3, AuditFaultKind.Changed)]
    [InlineData("INSERT INTO audit (at, what, lane, number, hash) SELECT at, 'applied', lane, number + 1, hash FROM audit WHERE lane = 'lane-1' ORDER BY number DESC LIMIT 1", "lane-1", 13, AuditFaultKind.Inserted)]
    [InlineData("INSERT INTO audit (at, what) VALUES (1, 'applied')", "", 112, AuditFaultKind.Inserted)]
    [InlineData("DELETE FROM audit WHERE lane = 'lane-1' AND number > 10", "lane-1", 12, AuditFaultKind.Truncated)]
    [InlineData("DELETE FROM audit_head WHERE lane = 'lane-1'", "lane-1", 12, AuditFaultKind.Truncated)]
    [InlineData("UPDATE audit_root SET at = at + 1 WHERE number = 1", "", 1, AuditFaultKind.BrokenRoot)]
    [InlineData("UPDATE audit_root SET previous = hash WHERE number = 2", "", 2, AuditFaultKind.BrokenRoot)]
    [InlineData("DELETE FROM audit_root WHERE number = 1", "", 2, AuditFaultKind.BrokenRoot)]
    [InlineData("DELETE FROM audit_seal WHERE root = 2 AND lane = 'lane-1'", "", 2, AuditFaultKind.BrokenRoot)]
    public async Task Verify_AfterTampering_NamesThePlace(string sql, string lane, long number, AuditFaultKind kind)
    {
        await using HubWorld world = new();
        await world.FillAsync();
        world.Tamper(sql);
        AuditVerification verified = await world.VerifyAsync();
        Assert.Contains(new AuditFault(lane, number, kind), verified.Faults);
    }

    [Fact]
    public async Task Verify_TailAndHeadCutOffTogether_IsFoundByTheNewestRoot()
    {
        await using HubWorld world = new();
        await world.FillAsync();
        world.Tamper(
            """
            DELETE FROM audit WHERE lane = 'lane-1' AND number > 5;
            UPDATE audit_head SET number = 5, hash = (SELECT hash FROM audit WHERE lane = 'lane-1' AND number = 5) WHERE lane = 'lane-1'
            """);
        AuditFault only = Assert.Single((await world.VerifyAsync()).Faults);
        Assert.Equal(new AuditFault("lane-1", 8, AuditFaultKind.Truncated), only);
    }

    [Fact]
    public async Task Verify_TailCutOffWithItsRoots_IsFoundByTheWitness()
    {
        await using HubWorld world = new();
        Witness witness = new();
        IConnectorOperations hub = world.AddNode("node-1", s => s.AddSingleton<IAuditWitness>(witness)).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("note", "a", "x")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel);
        AuditRoot first = (await hub.Audit.SealAsync(Cancel))!;
        await hub.AcceptAsync([NoteSource.Note("note", "b", "x")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel);
        AuditRoot second = (await hub.Audit.SealAsync(Cancel))!;
        Assert.Equal([first, second], witness.Roots);
        Assert.True((await hub.Audit.VerifyAsync(cancellationToken: Cancel)).IsIntact);
        world.Tamper(
            """
            DELETE FROM audit_root WHERE number = 2; DELETE FROM audit_seal WHERE root = 2;
            DELETE FROM audit WHERE (lane, number) NOT IN (SELECT lane, MAX(number) FROM audit_seal GROUP BY lane)
                AND number > (SELECT MAX(s.number) FROM audit_seal s WHERE s.lane = audit.lane);
            UPDATE audit_head SET (number, hash) = (SELECT s.number, s.hash FROM audit_seal s WHERE s.lane = audit_head.lane)
            """);
        Assert.Equal([new AuditFault("", 2, AuditFaultKind.BrokenRoot)], (await hub.Audit.VerifyAsync(cancellationToken: Cancel)).Faults);
    }

    [Fact]
    public async Task Seal_NothingNew_MakesNoRoot()
    {
        await using HubWorld world = new();
        await world.FillAsync();
        Assert.Equal(3, (await world.Hub.Audit.SealAsync(Cancel))!.Number);
        Assert.Null(await world.Hub.Audit.SealAsync(Cancel));
    }

    [Fact]
    public async Task Verify_APartInTime_BeginsBehindTheEntryBeforeIt()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using HubWorld world = new(clock);
        for (int hour = 0; hour < 3; hour++)
        {
            await world.AcceptAsync(NoteSource.Note("note", $"n{hour}", "x"));
            await world.DrainAsync();
            clock.Advance(TimeSpan.FromHours(1));
        }

        DateTimeOffset from = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        AuditVerification part = await world.Hub.Audit.VerifyAsync(from, from.AddHours(1), Cancel);
        Assert.Equal((3, true), (part.Entries, part.IsIntact));
        world.Tamper("UPDATE audit SET detail = 'other' WHERE lane = 'lane-1' AND number = 2");
        Assert.False((await world.Hub.Audit.VerifyAsync(from, from.AddHours(1), Cancel)).IsIntact);
        Assert.True((await world.Hub.Audit.VerifyAsync(from.AddHours(1), null, Cancel)).IsIntact);
    }

    [Fact]
    public async Task Write_FromManyTasksOnManyLanes_VerifiesClean()
    {
        await using HubWorld world = new();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(
            async () =>
            {
                for (int i = 0; i < 40; i++)
                {
                    await store.RunAsync(
                        async t =>
                        {
                            t.Audit.Lane = $"lane-{(w + i) % 5}";
                            for (int line = 0; line <= i % 3; line++)
                            {
                                await t.Audit.WriteAsync(DateTimeOffset.UnixEpoch.AddSeconds(i), i, null, "noted", $"{w} {line}", Cancel);
                            }
                        },
                        Cancel);
                }
            },
            Cancel)));
        Assert.NotNull(await world.Hub.Audit.SealAsync(Cancel));
        AuditVerification verified = await world.VerifyAsync();
        Assert.Equal((8 * (14 + 26 + 39), true), (verified.Entries, verified.IsIntact));
    }

    [Fact]
    public async Task Write_MoreLinesThanOneStatementTakes_AreOneChain()
    {
        await using HubWorld world = new();
        await world.Node.GetRequiredService<HubStore>().RunAsync(
            async t =>
            {
                for (int i = 0; i < 1234; i++)
                {
                    await t.Audit.WriteAsync(DateTimeOffset.UnixEpoch, i, null, "noted", null, Cancel);
                }
            },
            Cancel);
        AuditVerification verified = await world.VerifyAsync();
        Assert.Equal((1234, true), (verified.Entries, verified.IsIntact));
        Assert.Equal(1234, world.Ask<long>("SELECT number FROM audit_head WHERE lane = 'hub'"));
    }

    [Fact]
    public async Task Verify_AnySingleByteChanged_IsFound()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "x"), NoteSource.Note("note", "b", "garbage", lane: "lane-2"));
        await world.DrainAsync();
        await world.Hub.Audit.SealAsync(Cancel);
        Assert.True((await world.VerifyAsync()).IsIntact);
        using DbConnection connection = world.Store.Open();
        string[] columns =
        [
            "audit.at", "audit.event", "audit.effect", "audit.what", "audit.detail", "audit.fields", "audit.lane", "audit.number", "audit.hash",
            "audit_head.number", "audit_head.hash", "audit_root.at", "audit_root.previous", "audit_root.hash",
            "audit_seal.number", "audit_seal.hash", "audit_seal.lane",
        ];
        Random random = new(7);
        int tried = 0;
        foreach (string column in columns)
        {
            (string table, string name) = (column.Split('.')[0], column.Split('.')[1]);
            string id = table switch { "audit" => "id", "audit_root" => "number", _ => "lane" };
            foreach (object row in Values($"SELECT {id} FROM {table} WHERE {name} IS NOT NULL"))
            {
                object old = Values($"SELECT {name} FROM {table} WHERE {id} = '{row}'").Single();
                object changed = Flipped(old, random);
                Set(table, name, id, row, changed);
                Assert.False((await world.VerifyAsync()).IsIntact, $"{column} of {row}: {old} became {changed}");
                Set(table, name, id, id == name ? changed : row, old);
                tried++;
            }
        }

        Assert.True(tried > 40, $"{tried}");
        Assert.True((await world.VerifyAsync()).IsIntact);

        List<object> Values(string sql)
        {
            using DbCommand command = connection.Sql(sql);
            using DbDataReader reader = command.ExecuteReader();
            List<object> values = [];
            while (reader.Read())
            {
                values.Add(reader.GetValue(0));
            }

            return values;
        }

        void Set(string table, string name, string id, object row, object value)
        {
            using DbCommand command = connection.Sql($"UPDATE {table} SET {name} = @value WHERE {id} = @row", ("value", value), ("row", row));
            Assert.Equal(1, command.ExecuteNonQuery());
        }
    }

    private static object Flipped(object value, Random random) => value switch
    {
        long number => number ^ (1L << random.Next(40)),
        string { Length: 0 } => "x",
        string text => text[..^1] + (char)(text[^1] ^ 1),
        byte[] bytes => bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ (1 << random.Next(8))) : b).ToArray(),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private sealed class Witness : IAuditWitness
    {
        public List<AuditRoot> Roots { get; } = [];

        public Task KeepAsync(AuditRoot root, CancellationToken cancellationToken)
        {
            Roots.Add(root);
            return Task.CompletedTask;
        }

        public Task<AuditRoot?> LastAsync(CancellationToken cancellationToken) => Task.FromResult(Roots.LastOrDefault());
    }
}
