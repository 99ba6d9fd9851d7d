using System.IO.Compression;
using System.Text;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>Lines of JSON: good ones are taken, bad ones are named and kept.</summary>
public sealed class UsageLineTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AcceptLines_GoodAndBad_TakesTheGoodAndNamesTheBad(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => o.System = "billing");
        const string Good = """{"id":"a","subscription":"sub_1","meter":"calls","quantity":1.5,"at":"2026-11-03T10:00:00Z","other":{"x":[1]}}""";
        const string Text = """{"id":"b","system":"billing","subscription":"sub_1","meter":"calls","quantity":"2.25","at":"2026-10-31T23:59:59.999+00:30"}""";
        UsageReceipt receipt = await rig.AcceptLinesAsync(string.Join("\n",
            "\uFEFF" + Good, "not json", "", Text + "\r", """{"id":"c","subscription":"sub_1","meter":"calls","quantity":"x","at":"2026-11-03T10:00:00Z"}""",
            """{"id":"d","subscription":"sub_1","meter":"calls","at":"2026-11-03T10:00:00"}""", """{"id":"e","subscription":"sub_1","meter":"calls","at":17}""",
            """{"id":"f","meter":"calls","at":"2026-11-03T10:00:00Z"}""", Good + Good, "[1]", """{"id":"g","subscription":"sub_1","meter":"later","at":"2026-11-03T10:00:00Z"}""",
            $$"""{"id":"{{new string('h', 17_000)}}"}""", """{"id":"i","subscription":"sub_2","meter":"calls","quantity":3,"at":"2026-11-03T10:00:00Z"}"""));
        Assert.Equal(
            [(2L, "line"), (5L, "quantity"), (6L, "at"), (7L, "at"), (8L, "subscription"), (9L, "line"), (10L, "line"), (11L, "meter"), (12L, "line")],
            receipt.Faults.Select(f => (f.Line, f.Field)));
        Assert.Equal((12, 3, 9), (receipt.Read, receipt.Added, receipt.Rejected));

        // The second lies in October, in UTC.
        Assert.Equal([2.25m, 1.5m], (await rig.TotalsAsync()).Select(t => t.Quantity));
        Assert.Equal(3m, await rig.QuantityAsync(subscription: "sub_2"));
        IReadOnlyList<RejectedUsage> kept = await rig.Operations.RejectedAsync(cancellationToken: Cancel);
        Assert.Equal(9, kept.Count);
        Assert.Contains("not json", kept.Select(k => k.Body));
        Assert.DoesNotContain("not json", kept[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcceptLines_Packed_CountsTheSame()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o => o.System = "billing");
        MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int i = 0; i < 2000; i++)
            {
                gzip.Write(Encoding.UTF8.GetBytes($$"""{"id":"e{{i}}","subscription":"sub_1","meter":"calls","quantity":{{i}},"at":"2026-11-03T10:00:00Z"}""" + "\n"));
            }
        }

        packed.Position = 0;
        UsageReceipt receipt = await rig.Intake.AcceptLinesAsync("metering", packed, Cancel);
        Assert.Equal((2000, 1999m * 1000), (receipt.Added, await rig.QuantityAsync()));

        // Packed piece by piece, as who appends to a file does, and read in pieces of one byte.
        UsageReceipt again = await rig.Intake.AcceptLinesAsync("metering", new Dribble([.. packed.ToArray(), .. packed.ToArray()], 1), Cancel);
        Assert.Equal((4000, 4000, 0), (again.Read, again.Duplicates, again.Rejected));

        // What is cut off says so; what came before is stored.
        ConnectorException cut = await Assert.ThrowsAsync<ConnectorException>(
            () => rig.Intake.AcceptLinesAsync("other", new MemoryStream(packed.ToArray()[..(int)(packed.Length / 2)]), Cancel));
        Assert.Equal((ErrorKind.Validation, "body"), (cut.Kind, cut.Field));
    }

    /// <summary>One line stored as it is, and one packed, in a member each: wherever the second is cut, in its head, its contents or its check, it is not whole.</summary>
    [Fact]
    public async Task AcceptLines_PackedAndCutAnywhere_SaysSo()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o => o.System = "billing");
        byte[] one = Pack("a", CompressionLevel.NoCompression), two = Pack("b", CompressionLevel.Optimal), three = Pack("c", CompressionLevel.NoCompression);
        Assert.Equal(2, (await rig.Intake.AcceptLinesAsync("whole", new MemoryStream([.. one, .. two]), Cancel)).Added);
        foreach (byte[] last in (byte[][])[two, three])
        {
            for (int cut = 1; cut < last.Length; cut++)
            {
                ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.Intake.AcceptLinesAsync("cut", new MemoryStream([.. one, .. last[..cut]]), Cancel));
                Assert.Equal("body", e.Field);
            }
        }

        await Assert.ThrowsAsync<ConnectorException>(() => rig.Intake.AcceptLinesAsync("behind", new MemoryStream([.. one, 0, 0, 0, 0]), Cancel));

        static byte[] Pack(string id, CompressionLevel level)
        {
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, level, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","subscription":"sub_1","meter":"calls","quantity":1,"at":"2026-11-03T10:00:00Z"}""" + "\n"));
            }

            return packed.ToArray();
        }
    }

    /// <summary>Dimensions travel with events and are not counted by: a line keeps its meaning with them.</summary>
    [Fact]
    public async Task AcceptLines_WithProperties_PassesThemOver()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o => o.System = "billing");
        UsageReceipt receipt = await rig.AcceptLinesAsync(
            """
            {"id":"p","subscription":"sub_1","meter":"calls","quantity":4,"at":"2026-11-03T10:00:00Z","properties":{"region":"eu","quantity":9,"tags":["a"]}}
            {"id":"p","subscription":"sub_1","meter":"calls","quantity":4,"at":"2026-11-03T10:00:00Z","properties":{"region":"us"}}
            """);
        Assert.Equal((1, 1, 0), (receipt.Added, receipt.Duplicates, receipt.Rejected));
        Assert.Equal(4m, await rig.QuantityAsync());
    }

    /// <summary>A network that brings little at a time.</summary>
    private sealed class Dribble(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }

    [Fact]
    public async Task RetryRejected_OnceTheMeterIsThere_IsTaken()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o => o.System = "billing");
        await rig.AcceptLinesAsync("""{"id":"g","subscription":"sub_1","meter":"later","quantity":4,"at":"2026-11-03T10:00:00Z"}""" + "\nnot json");
        await using var node = rig.Open(configure: o => o.Meters["later"] = new UsageMeterOptions());
        IUsageOperations operations = (IUsageOperations)node.GetService(typeof(IUsageOperations))!;
        UsageReceipt receipt = await operations.RetryRejectedAsync("anna", Cancel);
        Assert.Equal((2, 1, 1), (receipt.Read, receipt.Added, receipt.Rejected));
        Assert.Equal(4, await rig.QuantityAsync("later"));
        Assert.Equal("not json", Assert.Single(await operations.RejectedAsync(cancellationToken: Cancel)).Body);
        Assert.Equal(1, rig.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'usage-retried' AND actor = 'anna'"));
    }
}
