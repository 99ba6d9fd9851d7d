using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Closed totals as facts that flows decide about.</summary>
internal sealed class UsageSystem(HubStore store) : ISource, ILocalSystem
{
    public string Name => TotalRefs.System;

    public static Delivery Closed(UsageTotal total, long closings, DateTimeOffset now) => new()
    {
        System = TotalRefs.System,
        Kind = ChangeKinds.UsageClosed,
        Lane = LaneOf(total.Subscription),
        Subject = total.Ref,
        DedupeKey = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{total.Ref.Id}#{closings}"),
        OccurredAt = now,
        Payload = JsonSerializer.SerializeToUtf8Bytes(total, UsageJson.Default.UsageTotal),
    };

    public static string LaneOf(ExternalRef subscription) => $"usage/{subscription.System}/{subscription.Id}";

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(TotalRefs.System, IsLive: false));

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new Change
        {
            System = Name, Kind = delivery.Kind, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = Decode(delivery.Subject, delivery.Payload),
        };
    }

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        TotalKey key = TotalRefs.Parse(reference);
        UsageTotal? total = await store.ReadAsync(t => Totals.FindAsync(t, key, cancellationToken), cancellationToken).ConfigureAwait(false);
        return total is null ? null : JsonSerializer.SerializeToUtf8Bytes(total, UsageJson.Default.UsageTotal);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        JsonSerializer.Deserialize(answer.Span, UsageJson.Default.UsageTotal) ?? throw new ConnectorException(ErrorKind.Protocol, "A total of usage in the store is empty.");
}
