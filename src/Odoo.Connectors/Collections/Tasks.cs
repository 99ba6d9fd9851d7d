using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>What is to be decided, as it comes into the inbox.</summary>
internal static class Tasks
{
    /// <summary>What was seen, since it was decided last: the same seen again is the same task.</summary>
    public static Delivery Review(OverdueAccount account, string mark, int revision, DateTimeOffset now)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{revision}/{account.AsOf:yyyy-MM-dd}/{mark}");
        return Of(CollectionRefs.Review, new CollectionsTask(account.Ledger, account.Partner), what, now, DeliveryPriority.Reconciliation) with
        {
            DedupeKey = $"{account.Ledger}/{account.Partner}/{what}",
        };
    }

    public static Delivery Promised(string ledger, string partner, PromiseTold promise, DateTimeOffset now) =>
        Of(CollectionRefs.Promised, new CollectionsTask(ledger, partner, promise), Told("promise", now), now, DeliveryPriority.Interactive);

    public static Delivery WriteOff(string ledger, string partner, WriteOffTold told, DateTimeOffset now) =>
        Of(CollectionRefs.WriteOff, new CollectionsTask(ledger, partner, WriteOff: told), Told("writeoff", now), now, DeliveryPriority.Interactive);

    private static string Told(string what, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{what}/{now.UtcTicks}");

    private static Delivery Of(string kind, CollectionsTask task, string what, DateTimeOffset now, DeliveryPriority priority) => new()
    {
        System = CollectionRefs.System, Kind = kind, Lane = CollectionRefs.Lane(task.Ledger, task.Partner), Subject = CollectionRefs.Task(task.Ledger, task.Partner, what),
        OccurredAt = now, Priority = priority, Payload = JsonSerializer.SerializeToUtf8Bytes(task, CollectionsJson.Default.CollectionsTask),
    };
}
