using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>What people do, stored as facts of the hub's own together with their trail.</summary>
internal sealed class CollectionsOperations(
    IServiceProvider services, CollectionsReview review, HubStore store, Intake intake, Wake wake, Bindings bindings, IIdentityOperations identity,
    IOptions<CollectionsOptions> options, TimeProvider clock) : ICollections
{
    public Task<int> ReviewAsync(CancellationToken cancellationToken) => review.RunAsync(cancellationToken);

    public async Task<IReadOnlyList<CollectionsAccount>> FindAsync(ExternalRef customer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        List<CollectionsAccount> found = [];
        foreach (ExternalRef here in await InLedgersAsync(customer, cancellationToken).ConfigureAwait(false))
        {
            if (await review.FindAsync(here.System, here.Id, cancellationToken).ConfigureAwait(false) is { } course)
            {
                found.Add(new CollectionsAccount
                {
                    Customer = here, Status = course.Status, Since = course.Since,
                    Steps = course.Documents.ToDictionary(d => DocumentOf(here.System, d.Key), d => d.Value.Steps),
                    Promised = course.Promise is { } promise ? new Money(promise.Amount, Currency.Parse(promise.Currency)) : null,
                    PromisedUntil = course.Promise?.Until,
                });
            }
        }

        return found;
    }

    public async Task PromiseAsync(ExternalRef customer, Money amount, DateOnly until, string by, string why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        Require(amount.Amount > 0m, nameof(amount), "must be positive");
        IReadOnlyList<ExternalRef> ledgers = await InLedgersAsync(customer, cancellationToken).ConfigureAwait(false);
        Require(ledgers.Count <= 1, nameof(customer), $"is a customer of {string.Join(" and ", ledgers)}: name the one who is owed");
        ExternalRef here = ledgers.Count == 1 ? ledgers[0] : throw NotFound(customer);
        Require(until >= CompanyDays.Today(services, here.System, clock), nameof(until), "must not lie in the past");
        await TellAsync(
            now => Tasks.Promised(here.System, here.Id, new PromiseTold(amount.Amount, amount.Currency.Code, until), now), by, why,
            "promised", string.Create(CultureInfo.InvariantCulture, $"{here}: {amount} until {until:yyyy-MM-dd}"), cancellationToken).ConfigureAwait(false);
    }

    public async Task ProposeWriteOffAsync(ExternalRef invoice, string by, string why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        foreach (string ledger in options.Value.Looked.Where(l => invoice.System == l || !options.Value.Looked.Contains(invoice.System)))
        {
            IReadOnlyDictionary<ExternalRef, DocumentStatus> read =
                await services.GetRequiredKeyedService<IOdooBooks>(ledger).DocumentsAsync([invoice], cancellationToken).ConfigureAwait(false);
            if (read.TryGetValue(invoice, out DocumentStatus? found))
            {
                await TellAsync(
                    now => Tasks.WriteOff(ledger, found.Customer.Id, new WriteOffTold(found.Ref.Id, by), now), by, why, "proposed", $"to write off {found.Ref}", cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        throw NotFound(invoice);
    }

    private async Task TellAsync(Func<DateTimeOffset, Delivery> make, string by, string why, string what, string detail, CancellationToken cancellationToken)
    {
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        Delivery delivery = make(now);
        await store.RunAsync(
            async t =>
            {
                // A person's own words are not part of the trail, but what they were can be proven.
                t.Audit.Lane = $"person/{by}";
                string proof = await t.Keys.HashAsync(delivery.Lane, why, now, cancellationToken).ConfigureAwait(false);
                await t.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, delivery.Subject.ToString(), what, $"{detail}; why {proof}", by), cancellationToken).ConfigureAwait(false);
                return await intake.AddAsync(t, [delivery], cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        wake.Signal();
        store.Announce();
    }

    private async Task<IReadOnlyList<ExternalRef>> InLedgersAsync(ExternalRef customer, CancellationToken cancellationToken)
    {
        if (options.Value.Looked.Contains(customer.System))
        {
            return [customer];
        }

        RecordLink? link = await identity.FindAsync(customer, cancellationToken).ConfigureAwait(false);
        return [.. options.Value.Looked.Select(l => link?.IdIn(l, RecordKinds.Customer) is string id ? new ExternalRef(l, RecordKinds.Customer, id) : null).OfType<ExternalRef>()];
    }

    private static ExternalRef DocumentOf(string ledger, string key) => key.Split('/', 2) is [string kind, string id] ? new ExternalRef(ledger, kind, id) : new ExternalRef(ledger, RecordKinds.Entry, key);

    private static void Require(bool holds, string field, string rule)
    {
        if (!holds)
        {
            throw new ConnectorException(ErrorKind.Validation, $"'{field}' {rule}.") { Field = field };
        }
    }

    private static ConnectorException NotFound(ExternalRef what) =>
        new(ErrorKind.NotFound, $"No ledger of Collections has {what}; name it as the ledger does, or add the ledger to Collections:Ledgers.");
}
