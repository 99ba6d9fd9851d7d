using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Reads orders as contracts, with lines, notes and subscription, a few calls for a page of orders.</summary>
internal sealed class OrderReader(IOdooClient client, ErpReader reader, OdooErpOptions options, SubscriptionProbe probe)
{
    public const string Order = "sale.order";
    public const string OrderLine = "sale.order.line";

    /// <summary>With what is told of them: within a second only the content says that a line was written again.</summary>
    public static IReadOnlyList<string> LineFields { get; } = ["order_id", "product_id", "name", "product_uom_qty", "price_unit", "discount", "write_date", "write_uid"];

    private readonly CompanyCalendar _calendar = new(options.TimeZone);
    private readonly ContractNotes _notes = new(client, reader);
    private long? _user;

    /// <summary>The fields of orders; the module's and the host's own where there are any.</summary>
    public IReadOnlyList<string> Fields { get; } =
        ["name", "state", "partner_id", "client_order_ref", "currency_id", "date_order", "write_date", "write_uid", .. options.ContractFields.Values.Distinct()];

    public static OrderReader Create(string system, IOdooClient client, ErpReader reader, OdooErpOptions options) =>
        new(client, reader, options, new SubscriptionProbe(system, client, reader, options));

    public async Task<IReadOnlyList<OrderRow>> ReadAsync(IReadOnlyList<OdooRecord> orders, OdooContext context, CancellationToken cancellationToken)
    {
        long[] ids = [.. orders.Select(o => o.Id)];
        _user ??= await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<long, string> external = await ExternalIds.OfAsync(client, Order, ids, context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, long> customers = await CustomersAsync(orders, context, cancellationToken).ConfigureAwait(false);
        return await RowsAsync(orders, external, customers, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the end of a contract has a place: on subscriptions, and where the host has named a field.</summary>
    public bool KeepsEnd(OrderRow row) => row.Subscription is not null || Own("EndsOn") is not null;

    /// <summary>Orders without who their customers are, and without who edited them.</summary>
    /// <param name="orders">What was read of them, with <see cref="Fields"/>.</param>
    /// <param name="external">Their external ids.</param>
    /// <param name="context">The company.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public Task<IReadOnlyList<OrderRow>> TermsAsync(
        IReadOnlyList<OdooRecord> orders, IReadOnlyDictionary<long, string> external, OdooContext context, CancellationToken cancellationToken) =>
        RowsAsync(orders, external, [], context, cancellationToken);

    private async Task<IReadOnlyList<OrderRow>> RowsAsync(
        IReadOnlyList<OdooRecord> orders, IReadOnlyDictionary<long, string> external, Dictionary<long, long> customers, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<long, SubscriptionState> subscriptions = await probe.ReadAsync([.. orders.Select(o => o.Id)], context, cancellationToken).ConfigureAwait(false);
        OdooRecord[] told = [.. orders.Where(o => IsContract(o, external, subscriptions))];
        ILookup<long, (string External, ContractNote Note)> notes = await _notes.OfAsync([.. told.Select(o => o.Id)], context, cancellationToken).ConfigureAwait(false);
        ILookup<long, (OrderLineRow Line, OdooRecord Record)> lines = await LinesAsync([.. told.Select(o => o.Id)], context, cancellationToken).ConfigureAwait(false);
        return [.. told.Select(o => Row(o, external.GetValueOrDefault(o.Id), subscriptions.GetValueOrDefault(o.Id), [.. notes[o.Id]], customers, [.. lines[o.Id]]))];
    }

    /// <summary>A quotation is one only when we made it; where there are subscriptions, no other order is.</summary>
    private static bool IsContract(OdooRecord order, IReadOnlyDictionary<long, string> external, IReadOnlyDictionary<long, SubscriptionState> subscriptions) =>
        (external.TryGetValue(order.Id, out string? name) && ErpKeys.Parse(name) is not null)
        || (order.GetString("state") is not ("draft" or "sent")
            && (!subscriptions.TryGetValue(order.Id, out SubscriptionState? state) || state is { IsSubscription: true, State: not "7_upsell" }));

    private OrderRow Row(
        OdooRecord order, string? external, SubscriptionState? subscription, IReadOnlyList<(string External, ContractNote Note)> notes,
        Dictionary<long, long> customers, IReadOnlyList<(OrderLineRow Line, OdooRecord Record)> lines)
    {
        bool recurs = subscription is { IsSubscription: true };
        return new OrderRow
        {
            Id = order.Id,
            State = order.GetString("state") ?? "",
            Customer = customers.GetValueOrDefault(BookReader.Link(order, "partner_id") ?? 0),
            Currency = BookReader.Currency(order),
            OrderedOn = order.GetDateTime("date_order") is DateTimeOffset at ? _calendar.DayOf(at) : null,
            External = external,
            Note = notes.Count == 0 ? null : notes[^1].External,
            Held = notes.Select(n => n.Note.Version).Append(Own("Version") is { } field && order.GetDecimal(field) is decimal version and not 0m ? (long)version : null).Max(),
            Reference = order.GetString("client_order_ref"),
            Status = Own("Status") is string status ? order.GetString(status) : null,
            StartsOn = Own("StartsOn") is string start ? order.GetDate(start) : recurs ? subscription!.StartsOn : null,
            EndsOn = Own("EndsOn") is string end ? order.GetDate(end) : recurs ? subscription!.EndsOn : null,
            Subscription = recurs ? subscription!.State : null,
            Every = recurs ? subscription!.Every : null,
            Unit = recurs ? subscription!.Unit : null,
            IsEdited = lines.Select(l => l.Record).Append(order).Any(r => BookReader.Link(r, "write_uid") != _user),
            Lines = [.. lines.Select(l => l.Line)],
            WrittenAt = lines.Select(l => BookReader.WrittenAt(l.Record)).Append(BookReader.WrittenAt(order)).Max(),
        };
    }

    private string? Own(string what) => options.ContractFields.TryGetValue(what, out string? field) ? field : null;

    private async Task<ILookup<long, (OrderLineRow Line, OdooRecord Record)>> LinesAsync(IReadOnlyList<long> orders, OdooContext context, CancellationToken cancellationToken)
    {
        List<OdooRecord> lines = [];
        if (orders.Count == 0)
        {
            return lines.ToLookup(_ => 0L, l => ((OrderLineRow)null!, l));
        }

        OdooDomain domain = OdooDomain.In("order_id", orders).And(OdooDomain.Where("product_id", "!=", false));
        await foreach (OdooRecord line in client.StreamAsync(OrderLine, domain, LineFields, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            lines.Add(line);
        }

        IReadOnlyDictionary<long, string> names = await ExternalIds.OfAsync(client, OrderLine, [.. lines.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false);
        lines.RemoveAll(l => UsageKeys.Is(names.GetValueOrDefault(l.Id)));
        long[] products = [.. lines.Select(l => BookReader.Link(l, "product_id")).OfType<long>().Distinct()];
        Dictionary<long, string> codes = products.Length == 0 ? [] : (await client.ReadAsync("product.product", products, ["default_code"], context, cancellationToken).ConfigureAwait(false))
            .Records.ToDictionary(p => p.Id, p => CodeOf(p.GetString("default_code") is { Length: > 0 } code ? code : OrderLines.Text(p.Id)));
        return lines.OrderBy(l => l.Id).ToLookup(l => BookReader.Link(l, "order_id") ?? 0, l => (new OrderLineRow(
            l.Id, names.GetValueOrDefault(l.Id), codes.GetValueOrDefault(BookReader.Link(l, "product_id") ?? 0, ""), l.GetString("name") ?? "",
            l.GetDecimal("product_uom_qty") ?? 0m, (l.GetDecimal("price_unit") ?? 0m) * (100m - (l.GetDecimal("discount") ?? 0m)) / 100m), l));
    }

    /// <summary>The source's word for a product, where the mapping tables tell one for it alone; else Odoo's own.</summary>
    private string CodeOf(string reference) => ReferenceEntries.All(options, ReferenceTable.Products).Where(p => p.Use == reference).Select(p => p.Key).Distinct().Take(2).ToArray() is [string only]
        ? only : reference;

    /// <summary>An order may be of a contact; the customer is whose account it is.</summary>
    private async Task<Dictionary<long, long>> CustomersAsync(IEnumerable<OdooRecord> orders, OdooContext context, CancellationToken cancellationToken)
    {
        long[] partners = [.. orders.Select(o => BookReader.Link(o, "partner_id")).OfType<long>().Distinct()];
        return partners.Length == 0 ? [] : (await client.ReadAsync(BookReader.Partner, partners, ["commercial_partner_id"], context, cancellationToken).ConfigureAwait(false))
            .Records.ToDictionary(p => p.Id, p => BookReader.Link(p, "commercial_partner_id") ?? p.Id);
    }
}
