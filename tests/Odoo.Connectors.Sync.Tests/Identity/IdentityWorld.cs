using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>A hub with a CRM that tells of its accounts, a billing system that tells nothing, and an ERP to write to.</summary>
internal sealed class IdentityWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-").FullName;
    private readonly ServiceProvider _node;

    public IdentityWorld(Action<MatchRules<string>>? rules = null)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        IConnectorsBuilder builder = services.AddConnectorHub().UseSqlite(Path.Combine(_folder, "hub.db")).AddFlow<Accounts>().ConfigureHub(o =>
        {
            o.NodeName = "node-1";
            o.RetryDelay = o.WaitInterval = o.Idle = TimeSpan.FromMilliseconds(10);
            o.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
            o.WaitDeadline = TimeSpan.FromSeconds(20);
        });
        if (rules is not null)
        {
            builder.Match(rules);
        }

        services.AddSingleton<IConnectedSystem>(Crm);
        services.AddSingleton<IConnectedSystem>(new Silent());
        services.AddSingleton<IConnectedSystem>(Erp);
        _node = services.BuildServiceProvider();
    }

    public AccountSource Crm { get; } = new();

    public Wall Erp { get; } = new() { Name = "erp" };

    public IConnectorOperations Hub => _node.GetRequiredService<IConnectorOperations>();

    public IIdentityOperations Identity => Hub.Identity;

    public HubStore Store => _node.GetRequiredService<HubStore>();

    public IdentityWriter Writer => _node.GetRequiredService<IdentityWriter>();

    public Task ReadyAsync() => _node.GetRequiredService<Bindings>().EnsureAsync(Cancel);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ExternalRef Account(string id) => new("crm", "customer", id);

    public static ExternalRef Billed(string id) => new("billing", "customer", id);

    public static ExternalRef Partner(string id) => new("erp", "customer", id);

    /// <summary>Tells of an account and works until nothing is left.</summary>
    public async Task TellAsync(ExternalRef subject, string text, string kind = "seen")
    {
        await Hub.AcceptAsync([Told(subject, text, kind)], Cancel);
        Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    public static Delivery Told(ExternalRef subject, string text, string kind = "seen") => new()
    {
        System = "crm", Kind = kind, Lane = $"{subject}", Subject = subject, DedupeKey = null,
        OccurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Payload = Encoding.UTF8.GetBytes(text),
    };

    public async Task<EventReport> LastAsync() => (await Hub.EventsAsync(Cancel))[^1];

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>The whole map as text, for comparing.</summary>
    public async Task<string> DumpAsync()
    {
        SortedSet<string> lines = new(StringComparer.Ordinal);
        foreach (ExternalRef reference in (ExternalRef[])[.. Ids(Account), .. Ids(Billed), .. Ids(Partner)])
        {
            if (await Identity.FindAsync(reference, Cancel) is RecordLink record)
            {
                RecordReference link = record.Find(reference)!;
                lines.Add($"{reference} {record.RecordId} {record.Origin} {link.IsPrimary} {link.State} {link.SupersededBy}");
            }
        }

        return string.Join('\n', lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<ExternalRef> Ids(Func<string, ExternalRef> of) => Enumerable.Range(0, 10).Select(i => of($"{i}"));

    private sealed class Silent : IConnectedSystem
    {
        public string Name => "billing";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("billing-1", false));
    }
}
