namespace Odoo.Connectors.Sync.Tests;

public sealed class KeysetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Text_RoundTrips_IdsWithSeparatorsToo()
    {
        Keyset keyset = new() { At = Noon.AddTicks(7), Id = "a|b c", Pages = 3, ScanStartedAt = Noon.AddSeconds(1) };
        Assert.Equal(keyset, Keyset.Parse(keyset.ToString()));
        Assert.Equal(keyset with { ScanStartedAt = null }, Keyset.Parse((keyset with { ScanStartedAt = null }).ToString()));
        Assert.Null(Keyset.Parse(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01|a|1|")]
    [InlineData("2026-03-01T12:00:00.0000000Z|a|-1|")]
    [InlineData("2026-03-01T12:00:00.0000000Z|a|1|yesterday")]
    public void Text_OfSomethingElse_IsRefusedByName(string text)
    {
        ConnectorException e = Assert.Throws<ConnectorException>(() => Keyset.Parse(text));
        Assert.Equal((ErrorKind.Configuration, "watermark"), (e.Kind, e.Field));
    }

    [Fact]
    public void From_InsideAScan_IsExact_AndBetweenScansOverlaps()
    {
        Keyset inside = new() { At = Noon, Id = "k", ScanStartedAt = Noon };
        Assert.Equal((Noon, "k"), inside.From(TimeSpan.FromMinutes(5)));
        Assert.Equal((Noon.AddMinutes(-5), null), (inside with { ScanStartedAt = null }).From(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void After_EndOfScan_IsNeverPastItsStart()
    {
        // The row changed while the scan ran: others that changed then may have been passed already.
        Keyset end = Keyset.After(null, Noon, (Noon.AddSeconds(30), "z"), hasMore: false, brought: true)!;
        Assert.Equal((Noon, "", null), (end.At, end.Id, end.ScanStartedAt));
        Keyset inside = Keyset.After(null, Noon, (Noon.AddSeconds(30), "z"), hasMore: true, brought: true)!;
        Assert.Equal((Noon.AddSeconds(30), "z", Noon), (inside.At, inside.Id, inside.ScanStartedAt));
    }

    [Fact]
    public void After_EmptyPage_KeepsThePlace()
    {
        Keyset before = new() { At = Noon, Id = "k", Pages = 2, ScanStartedAt = Noon };
        Assert.Equal(before with { ScanStartedAt = null }, Keyset.After(before, Noon, null, hasMore: false, brought: false));
        Assert.Null(Keyset.After(null, Noon, null, hasMore: false, brought: false));
    }
}
