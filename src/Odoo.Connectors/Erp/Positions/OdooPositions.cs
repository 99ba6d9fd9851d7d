using System.Globalization;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Lists the books of one company as positions: a few calls a page, and reads single ones again.</summary>
internal sealed class OdooPositions(string name, IOdooClient client, ErpReader reader, BookReader books, OdooErpOptions options)
{
    private const int PageSize = 1000;
    private readonly CompanyCalendar _calendar = new(options.TimeZone);
    private readonly OrderReader _orders = OrderReader.Create(name, client, reader, options);

    public DateOnly DayOf(DateTimeOffset instant) => _calendar.DayOf(instant);

    /// <summary>The internal reference that a word of the source becomes; the first, where another day has another.</summary>
    public string ProductOf(string code) => ReferenceEntries.All(options, ReferenceTable.Products).FirstOrDefault(p => p.Key == code).Use ?? code;

    public async IAsyncEnumerable<IReadOnlyList<Position>> ListAsync(string kind, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        PositionScope scope = ScopeOf(kind, context);
        OdooDomain domain = from is { } at ? scope.Domain.And(OdooDomain.Where("write_date", ">=", at)) : scope.Domain;
        List<OdooRecord> page = [];
        await foreach (OdooRecord record in client.StreamAsync(scope.Model, domain, scope.Fields, pageSize: PageSize, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            page.Add(record);
            if (page.Count == PageSize)
            {
                yield return await PositionsAsync(kind, scope, page, context, cancellationToken).ConfigureAwait(false);
                page = [];
            }
        }

        yield return await PositionsAsync(kind, scope, page, context, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Position?> FindAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        PositionScope scope = ScopeOf(reference.Kind, context);
        long? id = reference.System != name ? await reader.ByExternalIdAsync(ErpKeys.ExternalId(PositionRows.EntryOf(reference.Kind) ?? reference.Kind, reference), cancellationToken).ConfigureAwait(false)
            : long.TryParse(reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long own) ? own : null;
        if (id is null)
        {
            return null;
        }

        // Also by the company: what was given to another one is not in these books any more.
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            scope.Model, scope.Domain.And(OdooDomain.Where("id", "=", id.Value)), scope.Fields, null, context, cancellationToken).ConfigureAwait(false);
        return await PositionsAsync(reference.Kind, scope, found, context, cancellationToken).ConfigureAwait(false) is [Position position, ..] ? position : null;
    }

    private async Task<IReadOnlyList<Position>> PositionsAsync(
        string kind, PositionScope scope, IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<long, string> names = await ExternalIds.OfAsync(client, scope.Model, [.. records.Select(r => r.Id)], context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, Money> arrived = PositionRows.EntryOf(kind) is { } entry
            ? await AmountsAsync(kind, [.. names.Where(n => ErpKeys.Parse(n.Value)?.Kind == entry).Select(n => n.Key)], context, cancellationToken).ConfigureAwait(false) : [];
        Dictionary<long, OrderRow> orders = kind == RecordKinds.Contract
            ? (await _orders.TermsAsync(records, names, context, cancellationToken).ConfigureAwait(false)).ToDictionary(o => o.Id) : [];
        Position[] positions =
        [
            .. records.Select(r => PositionRows.Of(
                name, kind, r, names.GetValueOrDefault(r.Id), arrived.TryGetValue(r.Id, out Money amount) ? amount : null, options.LockedPeriod != LockedPeriod.Case))
                .OfType<Position>(),
        ];
        if (kind == RecordKinds.Dispute)
        {
            return await WonAsync(positions, cancellationToken).ConfigureAwait(false);
        }

        return orders.Count == 0 ? positions
            : [.. positions.Select(p => orders.TryGetValue(long.Parse(p.Ref.Id, CultureInfo.InvariantCulture), out OrderRow? row) ? OrderPositions.Of(p, row, _orders.KeepsEnd(row), ProductOf) : p)];
    }

    private PositionScope ScopeOf(string kind, OdooContext context) => PositionScope.Of(name, kind, context.AllowedCompanyIds![0], _orders.Fields);

    /// <summary>What customers gave back once a dispute was won settles it.</summary>
    private async Task<Position[]> WonAsync(Position[] disputes, CancellationToken cancellationToken)
    {
        for (int i = 0; i < disputes.Length; i++)
        {
            if (disputes[i].State == PositionState.Settled
                && await reader.ByExternalIdAsync(ErpKeys.ExternalId(EffectKinds.ChargebackReversal, disputes[i].Source!), cancellationToken).ConfigureAwait(false) is null)
            {
                disputes[i] = disputes[i] with { State = PositionState.Open };
            }
        }

        return disputes;
    }

    /// <summary>What arrives at the bank by payouts, nothing of those whose line a person renamed; what customers owe again by disputes.</summary>
    private async Task<Dictionary<long, Money>> AmountsAsync(string kind, IReadOnlyList<long> entries, OdooContext context, CancellationToken cancellationToken)
    {
        OdooDomain which = kind == RecordKinds.Payout ? OdooDomain.Where("name", "=", PayoutPlanner.ArrivesAs) : OdooDomain.Where("account_type", "=", "asset_receivable");
        IReadOnlyList<OdooRecord> lines = entries.Count == 0 ? [] : await client.SearchReadAsync(
            "account.move.line", OdooDomain.In("move_id", entries).And(which),
            ["move_id", "currency_id", "amount_currency"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return lines.GroupBy(l => BookReader.Link(l, "move_id") ?? 0).Where(g => g.Select(BookReader.Currency).Distinct().Count() == 1)
            .ToDictionary(g => g.Key, g => new Money(g.Sum(l => l.GetDecimal("amount_currency") ?? 0m), BookMapper.CurrencyOf(BookReader.Currency(g.First()))));
    }
}
