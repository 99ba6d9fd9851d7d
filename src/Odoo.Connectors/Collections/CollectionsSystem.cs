using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>What is to be decided about customers, as facts of the hub's own; and what they owe, as the books have it when it is asked.</summary>
internal sealed class CollectionsSystem(IServiceProvider services, IOptions<CollectionsOptions> options, TimeProvider clock) : ISource, ILocalSystem
{
    public string Name => CollectionRefs.System;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(CollectionRefs.System, IsLive: false));

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new Change
        {
            System = Name, Kind = delivery.Kind, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt,
            Record = JsonSerializer.Deserialize(delivery.Payload.Span, CollectionsJson.Default.CollectionsTask) ?? throw Empty(),
        };
    }

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        (string ledger, string partner) = reference.Id.Split('/', 2) is [string l, string p] ? (l, p) : throw Empty();
        ExternalRef customer = new(ledger, RecordKinds.Customer, partner);
        IReadOnlyDictionary<ExternalRef, Receivables> owed = await services.GetRequiredKeyedService<IOdooBooks>(ledger).ReceivablesAsync([customer], cancellationToken).ConfigureAwait(false);
        OverdueAccount account = owed.TryGetValue(customer, out Receivables? found)
            ? OverdueAccount.Of(found) with { Partner = partner }
            : OverdueAccount.Nothing(ledger, partner, CompanyDays.Today(services, ledger, clock));
        account = (await GroupsOf.AddAsync(services, options.Value, [account], cancellationToken).ConfigureAwait(false))[0];
        return JsonSerializer.SerializeToUtf8Bytes(account, CollectionsJson.Default.OverdueAccount);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        JsonSerializer.Deserialize(answer.Span, CollectionsJson.Default.OverdueAccount) ?? throw Empty();

    private static ConnectorException Empty() => new(ErrorKind.Protocol, "A task of collections in the store is not of this version.");
}
