using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Schema;

/// <summary>A wall that is polled too, and whose fields its users customise.</summary>
internal sealed class SchemaWall : IPort, IPollFeed, ISchemaSource
{
    private readonly Wall _wall = new();

    public string Name => _wall.Name;

    public IReadOnlyList<string> Pinned => [.. _wall.Pinned.Values];

    public int Polls { get; private set; }

    public List<string> Needs { get; } = ["Account.Name", "Account.Status"];

    public Dictionary<string, string> Entries { get; } = new()
    {
        ["Account.Name"] = "text", ["Account.Status"] = "picklist", ["Account.Status=Active"] = "active", ["pipeline default"] = "Sales", ["pipeline default/won"] = "closed, 1.0",
    };

    public Func<ConnectorException?> OnSchema { get; set; } = () => null;

    public IReadOnlyList<string> Streams => ["accounts"];

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public int BatchSize => _wall.BatchSize;

    IReadOnlyList<string> ISchemaSource.Needs => Needs;

    public Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellationToken) =>
        OnSchema() is { } failure ? Task.FromException<SchemaSnapshot>(failure) : Task.FromResult(new SchemaSnapshot(new Dictionary<string, string>(Entries)));

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        Polls++;
        return Task.FromResult(new PollPage { Deliveries = [], Watermark = "1" });
    }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => _wall.IdentifyAsync(cancellationToken);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(Encoding.UTF8.GetBytes(reference.Id));

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Encoding.UTF8.GetString(answer.Span);

    public PlanResult Plan(Intent intent, Known known) => _wall.Plan(intent, known);

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) => _wall.SendAsync(dispatches, cancellationToken);

    public TimeSpan SettleTime(string way) => _wall.SettleTime(way);
}
