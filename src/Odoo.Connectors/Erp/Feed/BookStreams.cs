using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Reads a page of a stream, or one record of it, as deliveries. The lane is the customer.</summary>
internal sealed class BookStreams(string name, IOdooClient client, BookReader books, OrderReader orders, OdooErpOptions options, TimeProvider clock)
{
    private const int PageSize = 200;
    private readonly BookIdList _ids = new(client, books);
    private readonly DueStream _due = new(client, options, clock);

    /// <summary>Where a pass begins.</summary>
    public string Begin(string stream, DateTimeOffset? from) => stream == OdooStreams.Overdue ? _due.Begin(from).ToString()
        : from is { } at ? OdooCursor.At(at).ToString() : OdooCursor.Start.ToString();

    public async Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        if (stream == OdooStreams.Overdue)
        {
            return await DueAsync(watermark, context, cancellationToken).ConfigureAwait(false);
        }

        BookScope scope = Scope(stream, context);
        OdooChangesOptions how = new() { Overlap = options.ServerTimeLimit, PageSize = PageSize, TimeProvider = clock };
        await foreach (OdooChangePage<OdooRecord> page in client.ChangesAsync(scope.Model, scope.Domain, scope.Fields, Cursor(watermark), how, context, cancellationToken).ConfigureAwait(false))
        {
            string text = page.Cursor.ToString();
            return new PollPage
            {
                Deliveries = page.Records.Count == 0 ? [] : await DeliveriesAsync(stream, page.Records, context, cancellationToken).ConfigureAwait(false),
                Watermark = text.Length == 0 ? null : text,
                HasMore = !page.IsLast,
            };
        }

        throw new ConnectorException(ErrorKind.Protocol, $"Odoo '{name}' gave no page of {stream}.");
    }

    private async Task<PollPage> DueAsync(string? watermark, OdooContext context, CancellationToken cancellationToken)
    {
        (IReadOnlyList<long> ids, string next, bool hasMore) = await _due.NextAsync(watermark, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> moves = await books.ReadAsync(BookReader.Move, ids, BookReader.DocumentFields, context, cancellationToken).ConfigureAwait(false);
        OdooRecord[] documents = [.. moves.Where(m => m.GetString("move_type") is "out_invoice" or "out_refund" && BookReader.Link(m, "partner_id") is not null)];
        return new PollPage { Deliveries = await DeliveriesAsync(OdooStreams.Documents, documents, context, cancellationToken).ConfigureAwait(false), Watermark = next, HasMore = hasMore };
    }

    /// <summary>Lists which records of a stream there are.</summary>
    public async Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        return await _ids.ReadAsync(Scope(stream, context), after, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the record that was told of is still there, visible or not.</summary>
    public async Task<bool> IsThereAsync(string stream, ExternalRef subject, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        return await _ids.IsThereAsync(Scope(stream, context).Model, long.Parse(subject.Id, CultureInfo.InvariantCulture), context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads one record as the bytes of a delivery; null when Odoo has no such record.</summary>
    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        bool isEntry = reference.Id.StartsWith(BookMapper.EntryId, StringComparison.Ordinal);
        if (!long.TryParse(isEntry ? reference.Id[BookMapper.EntryId.Length..] : reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return null;
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        if (isEntry)
        {
            return (await EntriesAsync([id], context, cancellationToken).ConfigureAwait(false)) is [Delivery entry] ? entry.Payload.ToArray() : null;
        }

        string stream = reference.Kind switch
        {
            RecordKinds.Customer or RecordKinds.Contact => OdooStreams.Partners,
            RecordKinds.Invoice or RecordKinds.CreditNote => OdooStreams.Documents,
            RecordKinds.Contract => OdooStreams.Contracts,
            _ => OdooStreams.Payments,
        };
        BookScope scope = Scope(stream, context);
        IReadOnlyList<OdooRecord> found = await books.ReadAsync(scope.Model, [id], scope.Fields, context, cancellationToken).ConfigureAwait(false);
        // A partner is read as what is asked for, whatever it has become since.
        return found.Count == 0 ? null : (await DeliveriesAsync(stream, found, context, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(d => d.Subject.Kind == reference.Kind || stream == OdooStreams.Partners)?.Payload.ToArray();
    }

    private BookScope Scope(string stream, OdooContext context) => BookScope.Of(stream, context.AllowedCompanyIds![0], orders.Fields)
        ?? throw new ConnectorException(ErrorKind.Configuration, $"Odoo '{name}' has no stream '{stream}'.") { Field = nameof(stream) };

    private OdooCursor Cursor(string? watermark) => watermark is null ? options.Feed.StartAt is { } start ? OdooCursor.At(start) : OdooCursor.Start
        : OdooCursor.TryParse(watermark, out OdooCursor cursor) ? cursor
        : throw new ConnectorException(ErrorKind.Configuration, "The stored watermark is not one of this adapter; remove it to read the stream from its start.") { Field = "watermark" };

    private async Task<IReadOnlyList<Delivery>> DeliveriesAsync(string stream, IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken) => stream switch
    {
        OdooStreams.Partners => [.. (await books.PartnersAsync(records, context, cancellationToken).ConfigureAwait(false)).Select(Delivery)],
        OdooStreams.Documents => [.. (await books.DocumentsAsync(records, context, cancellationToken).ConfigureAwait(false)).Select(Delivery)],
        OdooStreams.Payments => [.. (await books.PaymentsAsync(records, context, cancellationToken).ConfigureAwait(false)).Select(Delivery)],
        OdooStreams.Contracts => await OrdersAsync(records, context, cancellationToken).ConfigureAwait(false),
        OdooStreams.ContractLines => await OrdersAsync(
            await books.ReadAsync(OrderReader.Order, [.. records.Select(r => BookReader.Link(r, "order_id")).OfType<long>().Distinct()], orders.Fields, context, cancellationToken)
                .ConfigureAwait(false), context, cancellationToken).ConfigureAwait(false),
        _ => await MatchedAsync(records, context, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>The money on either side of matchings, each once, as it is now.</summary>
    private async Task<IReadOnlyList<Delivery>> MatchedAsync(IReadOnlyList<OdooRecord> matches, OdooContext context, CancellationToken cancellationToken)
    {
        long[] lines = [.. matches.SelectMany(m => (long?[])[BookReader.Link(m, "debit_move_id"), BookReader.Link(m, "credit_move_id")]).OfType<long>().Distinct()];
        long[] entries = [.. (await books.ReadAsync("account.move.line", lines, ["move_id"], context, cancellationToken).ConfigureAwait(false))
            .Select(l => BookReader.Link(l, "move_id")).OfType<long>().Distinct().Order()];
        IReadOnlyList<OdooRecord> moves = await books.ReadAsync(BookReader.Move, entries, ["move_type", "origin_payment_id", "journal_id", "reversed_entry_id"], context, cancellationToken).ConfigureAwait(false);
        OdooRecord[] plain = [.. moves.Where(m => m.GetString("move_type") == "entry")];
        HashSet<long> banks = [.. (await books.ReadAsync("account.journal", [.. plain.Select(m => BookReader.Link(m, "journal_id")).OfType<long>().Distinct()], ["type"], context, cancellationToken)
            .ConfigureAwait(false)).Where(j => j.GetString("type") is "bank" or "cash" or "credit").Select(j => j.Id)];
        long[] payments = [.. plain.Select(m => BookReader.Link(m, "origin_payment_id")).OfType<long>().Distinct()];
        long[] others = [.. plain.Where(m => BookReader.Link(m, "origin_payment_id") is null && BookReader.Link(m, "reversed_entry_id") is null
            && banks.Contains(BookReader.Link(m, "journal_id") ?? 0)).Select(m => m.Id)];
        IReadOnlyList<OdooRecord> paid = await books.ReadAsync(BookReader.Payment, payments, BookReader.PaymentFields, context, cancellationToken).ConfigureAwait(false);
        return
        [
            .. (await books.PaymentsAsync(paid, context, cancellationToken).ConfigureAwait(false)).Select(Delivery),
            .. await EntriesAsync(others, context, cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<IReadOnlyList<Delivery>> EntriesAsync(IReadOnlyList<long> ids, OdooContext context, CancellationToken cancellationToken) =>
        [.. (await books.EntriesAsync(ids, context, cancellationToken).ConfigureAwait(false)).Select(Delivery)];

    private async Task<IReadOnlyList<Delivery>> OrdersAsync(IReadOnlyList<OdooRecord> records, OdooContext context, CancellationToken cancellationToken) =>
        [.. (await orders.ReadAsync(records, context, cancellationToken).ConfigureAwait(false)).Select(Delivery)];

    private Delivery Delivery(OrderRow row) =>
        Delivery(OrderReader.Order, row.Customer, OrderMapper.ContractRef(name, row.Id), row.WrittenAt, row, BookJson.Default.OrderRow);

    private Delivery Delivery(PartnerRow row) => Delivery(BookReader.Partner, row.Customer ?? row.Id, BookMapper.PartnerRef(name, row), row.WrittenAt, row, BookJson.Default.PartnerRow);

    private Delivery Delivery(DocumentRow row) =>
        Delivery(BookReader.Move, row.Customer, BookMapper.DocumentRef(name, row.Type, row.Id), row.WrittenAt, row, BookJson.Default.DocumentRow);

    private Delivery Delivery(MoneyRow row) =>
        Delivery(BookReader.Payment, row.Customer ?? 0, BookMapper.MoneyRef(name, row.Inbound, row.Payment, row.Entry ?? 0), row.WrittenAt, row, BookJson.Default.MoneyRow);

    private Delivery Delivery<T>(string kind, long customer, ExternalRef subject, DateTimeOffset at, T row, JsonTypeInfo<T> type) => new()
    {
        System = name,
        Kind = kind,
        Lane = $"{name}:{customer.ToString(CultureInfo.InvariantCulture)}",
        Subject = subject,
        OccurredAt = at,
        Payload = JsonSerializer.SerializeToUtf8Bytes(row, type),
    };
}
