using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Tokens that stand for names, VAT numbers, server texts and secrets go in everywhere; none comes out where people look.</summary>
public sealed class SecretFlowTests
{
    private const string Token = "Quokka-77aa";

    /// <summary>The columns that may hold data of persons, and are erased with them.</summary>
    private static readonly string[] Classified =
        ["inbox.payload", "answer.payload", "effect.payload", "review.server_text", "review.why", "claim.match_key"];

    [Fact]
    public async Task Flow_ThatFailsInEveryWay_PrintsAndAuditsNoToken()
    {
        await using HubWorld world = new();
        CapturedLogs logs = new();
        IConnectorOperations hub = world.AddNode("node-1", Capture(logs)).GetRequiredService<IConnectorOperations>();
        world.Source.Readable["x"] = Token;
        world.Source.OnReadOf = r => r.Id == "bad" ? new FormatException($"not a name: {Token}") : null;
        world.Wall.OnPlan = i => i.Source.Id == "throws" ? throw new InvalidOperationException(Token) : null;
        world.Wall.Claims = _ => [];
        bool thrown = false;
        world.Wall.OnSend = d => d.Key[(d.Key.LastIndexOf('/') + 1)..] switch
        {
            "refused" => new Outcome
            {
                Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No."), ServerText = new ServerText(Token),
            },
            "port" when !thrown => throw (thrown = true) switch { _ => new InvalidOperationException(Token) },
            _ => null,
        };
        await hub.AcceptAsync(
            [
                NoteSource.Note("note", "fine", $"{Token} needs:x"), NoteSource.Note("note", "bad", "needs:bad"), NoteSource.Note("note", "throws", Token),
                NoteSource.Note("note", "refused", Token), NoteSource.Note("note", "port", Token),
            ],
            TestContext.Current.CancellationToken);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        foreach (CaseInfo open in await hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.DoesNotContain(Token, open.ToString(), StringComparison.Ordinal);
            await hub.Cases.ResolveAsync(open.Id, "anna", $"{Token} said so", cancellationToken: TestContext.Current.CancellationToken);
        }

        ReplayResult replay = await hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Token, replay.ToString() + string.Join('\n', replay.Effects), StringComparison.Ordinal);
        Assert.Contains(logs.Lines, l => l.StartsWith("1201", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, l => l.StartsWith("1202", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, l => l.StartsWith("1301", StringComparison.Ordinal));
        Assert.DoesNotContain(Token, string.Join('\n', logs.Lines), StringComparison.Ordinal);
        Assert.Contains(Token, world.Dump(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, world.Dump(Classified), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_ThatFailsWithSomebodyElsesWords_LogsTypesAndOurOwnWordsOnly()
    {
        await using HubWorld world = new();
        CapturedLogs logs = new();
        ServiceProvider node = world.AddNode("node-1", s =>
        {
            Capture(logs)(s);
            s.AddSingleton<IHostApplicationLifetime>(new NoLifetime());
            s.AddSingleton<IFaultPoints>(new Quotes());
        });
        IHostedService service = node.GetServices<IHostedService>().OfType<HubService>().Single();
        await service.StartAsync(TestContext.Current.CancellationToken);
        await node.GetRequiredService<IConnectorOperations>().AcceptAsync([NoteSource.Note("note", "a", "x")], TestContext.Current.CancellationToken);
        for (int i = 0; i < 500 && !logs.Lines.Any(l => l.StartsWith("1401", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await service.StopAsync(TestContext.Current.CancellationToken);
        string line = logs.Lines.First(l => l.StartsWith("1401", StringComparison.Ordinal));
        Assert.Contains("Odoo.Connectors.ConnectorException: Our own words. ---> System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, string.Join('\n', logs.Lines), StringComparison.Ordinal);
    }

    private static Action<IServiceCollection> Capture(CapturedLogs logs) => services =>
    {
        services.AddSingleton<ILoggerProvider>(logs);
        services.PostConfigure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Trace);
    };

    private sealed class Quotes : IFaultPoints
    {
        public void Reached(string point)
        {
            if (point == FaultPoint.Decided)
            {
                throw new ConnectorException(ErrorKind.Protocol, "Our own words.", new InvalidOperationException($"bad value {Token}"));
            }
        }
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
