using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Odoo's webhooks only say that something changed: the stream is polled at once, whatever they hold.</summary>
public sealed class HintTests
{
    private const string Secret = "Zx81-hard_to-guess-4711";

    // Recorded: what a webhook action posts for a partner; values shortened.
    private const string Recorded =
        """{"_action": "push partner(#413)", "_id": 1920, "_model": "res.partner", "category_id": [], "country_id": 20, "email": "h@x.example", "id": 1920, "is_company": false, "name": "Hooked", "write_date": "2026-11-22 23:25:06.514573"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Without trigger fields the creation of one partner posts 15 to 18 times (recorded): one poll comes of them, and nothing is stored.</summary>
    [Fact]
    public async Task Hints_EighteenOfOneCreate_OnePoll()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], configure: o => o.Feed.WebhookSecret = Secret);
        await bench.PollAsync();
        await DueAsync(bench);
        long id = await bench.CustomerAsync();
        int before = bench.Odoo.Calls.Count;
        for (int i = 0; i < 18; i++)
        {
            Assert.Equal(200, (await PostAsync(bench, Recorded)).Status);
        }

        Assert.Equal(before, bench.Odoo.Calls.Count);
        Assert.DoesNotContain(await bench.Hub.EventsAsync(Cancel), e => e.Subject.EndsWith("/1920", StringComparison.Ordinal));
        FeedStatus due = Assert.Single(await bench.Hub.Feeds.StatusAsync(Cancel));
        Assert.True(due.NextRunAt <= bench.HubClock.GetUtcNow(), "The stream is not due.");
        await DueAsync(bench);
        Assert.Equal(1, bench.Odoo.Calls.Skip(before).Count(c => c.Model == "res.partner" && c.Method == "search_read" && c.Arguments.Contains("is_company", StringComparison.Ordinal)));
        Assert.Contains(await bench.Hub.EventsAsync(Cancel), e => e.Subject.EndsWith($"/{id}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, Recorded, 401)]
    [InlineData("another", Recorded, 401)]
    [InlineData(Secret, "[]", 400)]
    [InlineData(Secret, "no json", 400)]
    [InlineData(Secret, """{"_model": "crm.lead", "_id": 1}""", 422)]
    [InlineData(Secret, """{"_model": "account.payment", "_id": 1}""", 422)]
    public async Task Hint_NotOurs_IsRefused(string? secret, string body, int status)
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners], configure: o => o.Feed.WebhookSecret = Secret);
        WebhookResult result = await PostAsync(bench, body, secret);
        Assert.Equal(status, result.Status);
        Assert.DoesNotContain("Hooked", result.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hint_WithoutASecretConfigured_IsRefused()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Partners]);
        Assert.Equal(404, (await PostAsync(bench, Recorded, "")).Status);
    }

    [Theory]
    [InlineData("Feed:Streams", "invoices", null)]
    [InlineData("Feed:WebhookSecret", OdooStreams.Partners, "short")]
    [InlineData("Feed:WebhookSecret", OdooStreams.Partners, "with a space and / a slash")]
    public async Task Options_Wrong_AreNamedAtStart(string setting, string stream, string? secret)
    {
        await using FeedBench bench = FeedBench.Start([stream], configure: o => o.Feed.WebhookSecret = secret);
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => bench.Hub);
        Assert.Contains($"Systems:odoo:{setting}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Feed_InTheConfiguration_IsBound()
    {
        ServiceCollection services = new();
        services.AddOdooConnectors(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Systems:odoo:Url"] = "http://odoo.test", ["Systems:odoo:Database"] = "d", ["Systems:odoo:Login"] = "l", ["Systems:odoo:Secret"] = "s", ["Systems:odoo:Company"] = "c",
            ["Systems:odoo:Feed:Streams:0"] = "partners", ["Systems:odoo:Feed:Streams:1"] = "matches", ["Systems:odoo:Feed:Interval"] = "00:00:20",
            ["Systems:odoo:Feed:StartAt"] = "2026-01-01T00:00:00Z", ["Systems:odoo:Feed:WebhookSecret"] = Secret,
        }).Build()).AddOdoo("odoo");
        using ServiceProvider provider = services.BuildServiceProvider();
        OdooFeedOptions feed = provider.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get("odoo").Feed;
        Assert.Equal(["partners", "matches"], feed.Streams);
        Assert.Equal((TimeSpan.FromSeconds(20), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Secret), (feed.Interval, feed.StartAt, feed.WebhookSecret));
    }

    private static Task<WebhookResult> PostAsync(FeedBench bench, string body, string? secret = Secret) => bench.Services.GetRequiredService<IWebhookIntake>().ReceiveAsync(
        "odoo", name => name == WebhookRequest.PathSecret ? secret : null, Encoding.UTF8.GetBytes(body), Cancel);

    /// <summary>What the running host does in its turn: it polls what is due, and nothing else.</summary>
    private static Task DueAsync(FeedBench bench) => bench.Services.GetRequiredService<Hub>().PollDueAsync(
        bench.Services.GetServices<IConnectedSystem>().OfType<IPollFeed>().Single(), Cancel);
}
