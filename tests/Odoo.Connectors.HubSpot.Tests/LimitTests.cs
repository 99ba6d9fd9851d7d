using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class LimitTests
{
    [Fact]
    public void Read_RecordedHeaders_AreTheWindowAndTheDay()
    {
        JsonNode fixture = JsonNode.Parse(Fixture.Shared("error_429_ten_secondly"))!;
        AccountClock account = new();
        account.Set(new AccountDetails(1, "STANDARD", "Europe/Berlin", 7_200_000));
        using HttpResponseMessage response = Answers.Json("{}", 429, [.. fixture["headers"]!.AsObject().Select(h => (h.Key, (string)h.Value!))]);

        ApiLimit[] limits = [.. LimitReader.Read(response, account, Rig.Start)];

        Assert.Equal(
            [
                new ApiLimit("10 seconds", 0, 190, TimeSpan.FromSeconds(10)),
                new ApiLimit("daily", 987654, 1_000_000, TimeSpan.FromDays(1)) { ResetsAt = new DateTimeOffset(2026, 9, 20, 22, 0, 0, TimeSpan.Zero) },
            ],
            limits);
    }

    [Fact]
    public void Read_OAuthOrSearch_HasNoDayOrNothing()
    {
        using HttpResponseMessage oauth = Answers.Json("{}", 200, ("X-HubSpot-RateLimit-Max", "110"), ("X-HubSpot-RateLimit-Remaining", "109"), ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"));
        using HttpResponseMessage search = Answers.Json("{}");

        Assert.Equal("10 seconds", Assert.Single(LimitReader.Read(oauth, new AccountClock(), Rig.Start)).Name);
        Assert.Empty(LimitReader.Read(search, new AccountClock(), Rig.Start));
    }

    [Fact]
    public async Task Call_WindowUsedUp_TheNextOneWaitsForTheWindow()
    {
        Answers answers = new(_ => Answers.Json("""{"results":[]}""", 200, ("X-HubSpot-RateLimit-Max", "190"), ("X-HubSpot-RateLimit-Remaining", "0"), ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")));
        await using Rig rig = Rig.Create(answers);
        await rig.PollAsync("products");

        Task<PollPage> second = rig.PollAsync("products");
        rig.Clock.Advance(TimeSpan.FromMilliseconds(9_999));
        int before = answers.Asked.Count;
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await second;

        Assert.Equal((1, 2), (before, answers.Asked.Count));
    }

    [Fact]
    public async Task SearchPace_FourASecond_AreSpacedEvenly()
    {
        FakeTimeProvider clock = new(Rig.Start);
        SearchPace pace = new(clock);

        Task[] waits = [.. Enumerable.Range(0, 5).Select(_ => pace.WaitAsync(4, Rig.Token))];
        bool[] atOnce = [.. waits.Select(w => w.IsCompleted)];
        clock.Advance(TimeSpan.FromMilliseconds(750));
        await waits[3];
        bool fifth = waits[4].IsCompleted;
        clock.Advance(TimeSpan.FromMilliseconds(250));
        await waits[4];

        Assert.Equal([true, false, false, false, false], atOnce);
        Assert.False(fifth);
    }
}
