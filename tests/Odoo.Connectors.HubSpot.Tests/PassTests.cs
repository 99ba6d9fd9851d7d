using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Passes over everything there is.</summary>
public sealed class PassTests
{
    [Theory]
    [InlineData("companies")]
    [InlineData("archived")]
    public async Task Begin_OverEverythingWherePollsStartLater_LeavesNothingOut(string stream)
    {
        await using Portal portal = new(configure: o => o.StartAt = Rig.Start.AddDays(1));
        string id = portal.Emulator.Create("companies", ("name", "Old"));
        if (stream == "archived")
        {
            portal.Emulator.Archive("companies", id);
        }

        portal.Rig.Clock.Advance(TimeSpan.FromDays(2));

        (List<Delivery> polled, _) = await portal.PollAllAsync(stream, null);
        (List<Delivery> passed, string? watermark) = await portal.PollAllAsync(stream, portal.Rig.Adapter.Begin(stream, null));

        Assert.Empty(polled);
        Assert.Equal(id, Assert.Single(passed).Subject.Id);
        Assert.StartsWith("2026-09-22T12:00:00", stream == "archived" ? watermark!.Split('|')[1] : watermark, StringComparison.Ordinal);
    }
}
