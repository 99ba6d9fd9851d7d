using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

public sealed class HealthTests
{
    private const string Canary = "canary-4f2c";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checks_OfAQuietHub_AreHealthy()
    {
        await using Watched hub = new();
        await hub.RunAsync(Booking.Book("invoice"));
        HealthReport report = await hub.Node.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.Equal(["connectors-business", "connectors-store", "connectors-work"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(report.Entries.Values, e => Assert.Equal(HealthStatus.Healthy, e.Status));
        Assert.All(report.Entries.Values, e => Assert.Equal(["connectors"], e.Tags));
    }

    [Theory]
    [InlineData(59, HealthStatus.Healthy)]
    [InlineData(61, HealthStatus.Degraded)]
    [InlineData(23 * 60, HealthStatus.Degraded)]
    [InlineData((24 * 60) + 1, HealthStatus.Unhealthy)]
    public async Task Business_WithAFailedPosting_IsJudgedByItsAge(int minutes, HealthStatus expected)
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.Refused);
        await hub.RunAsync(Booking.Book("invoice", "invoice"));
        hub.Clock.Ahead = TimeSpan.FromMinutes(minutes);
        HealthReportEntry entry = await hub.HealthAsync("connectors-business");
        Assert.Equal(expected, entry.Status);
        Assert.Equal(1L, entry.Data["failed_postings"]);
        Assert.Equal(expected != HealthStatus.Healthy, entry.Description!.Contains("Look at the open cases about invoices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Business_WithALimitOfTheHost_FollowsIt()
    {
        await using Watched hub = new(o => o.Signals[BusinessSignals.FailedPostings].Limits.UnhealthyCount = 2);
        hub.Answer(OutcomeStatus.Refused);
        await hub.RunAsync(Booking.Book("invoice", id: "a"));
        Assert.Equal(HealthStatus.Healthy, (await hub.HealthAsync("connectors-business")).Status);
        await hub.RunAsync(Booking.Book("invoice", id: "b"));
        Assert.Equal(HealthStatus.Unhealthy, (await hub.HealthAsync("connectors-business")).Status);
    }

    [Fact]
    public async Task Work_BeforeTheNodeIsRegistered_IsDegradedAndSaysSo()
    {
        await using Watched hub = new();
        HealthReportEntry entry = await hub.HealthAsync("connectors-work");
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("not registered", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_AfterTheLeaseWasOver_IsUnhealthyUntilItIsRenewed()
    {
        await using Watched hub = new();
        await hub.RunAsync();
        hub.Clock.Ahead = TimeSpan.FromSeconds(31);
        HealthReportEntry entry = await hub.HealthAsync("connectors-work");
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("lease is over", entry.Description, StringComparison.Ordinal);
        await hub.RunAsync();
        Assert.Equal(HealthStatus.Healthy, (await hub.HealthAsync("connectors-work")).Status);
    }

    [Fact]
    public async Task Work_WithAQueueOrATargetThatStands_NamesIt()
    {
        await using Watched hub = new(hub: o => o.Lease = TimeSpan.FromDays(9));
        hub.Answer(OutcomeStatus.NotApplied, ErrorKind.Transient, "down");
        await hub.RunAsync(NoteSource.Note("note", "waits", "needs:nothing", lane: "l1"), Booking.Book("pin"));
        hub.Clock.Ahead = TimeSpan.FromMinutes(31);
        HealthReportEntry entry = await hub.HealthAsync("connectors-work");
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("queue: 1, the oldest for 0.00:31:", entry.Description, StringComparison.Ordinal);
        Assert.Contains("effects.wall: 1, the oldest for 0.00:31:", entry.Description, StringComparison.Ordinal);
        hub.Clock.Ahead = TimeSpan.FromHours(5);
        Assert.Equal(HealthStatus.Unhealthy, (await hub.HealthAsync("connectors-work")).Status);
    }

    [Fact]
    public async Task Checks_WhenTheStoreIsGone_AreUnhealthyAndQuoteNothing()
    {
        await using Watched hub = new();
        await hub.RunAsync();
        hub.World.Store.Execute("ALTER TABLE epoch RENAME TO epoch_gone");
        hub.World.Store.Execute("ALTER TABLE inbox RENAME TO inbox_gone");
        HealthReport report = await hub.Node.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.All(report.Entries.Values, e => Assert.Equal(HealthStatus.Unhealthy, e.Status));
        Assert.Contains("503", report.Entries["connectors-store"].Description, StringComparison.Ordinal);
        Assert.All(report.Entries.Values, e => Assert.Null(e.Exception));
    }

    [Fact]
    public async Task Checks_OfCasesWithPersonalData_HoldNone()
    {
        await using Watched hub = new(o => o.Signals[BusinessSignals.FailedPostings].Limits.DegradedCount = 1);
        hub.World.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, ServerText = new ServerText(Canary), Reason = new CaseReason(ErrorKind.Validation, "refused", Canary, Canary),
        };
        await hub.RunAsync(Booking.Book("invoice", id: Canary));
        HealthReport report = await hub.Node.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.Equal(HealthStatus.Degraded, report.Entries["connectors-business"].Status);
        Assert.DoesNotContain(report.Entries.Values, e => $"{e.Description} {string.Join(' ', e.Data)}".Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_ThatCannotBe_AreRefusedByName()
    {
        ServiceCollection services = new();
        services.AddConnectorHub();
        services.AddHealthChecks().AddConnectorHub(o =>
        {
            o.Overdue = TimeSpan.Zero;
            o.Signals.Add("of@somebody", new BusinessSignal(_ => true, ""));
        });
        using ServiceProvider provider = services.BuildServiceProvider();
        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ConnectorHealthOptions>>().Value);
        Assert.Contains("Overdue", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'of@somebody'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_WithoutAHub_SayWhatToCall()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddHealthChecks().AddConnectorHub();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel));
        Assert.Contains("AddConnectorHub", failure.Message, StringComparison.Ordinal);
    }
}
