using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>What Odoo's books show of documents of money: lines, what is open, what is matched with what. And the two ways to change that.</summary>
internal sealed class MoneyBooks(IOdooClient client, ErpReader reader)
{
    private static readonly string[] LineFields =
        ["move_id", "name", "account_id", "account_type", "partner_id", "currency_id", "balance", "amount_currency", "amount_residual", "amount_residual_currency", "reconciled"];

    public Task<long?> FindAsync(string key, CancellationToken cancellationToken) => reader.ByExternalIdAsync(key, cancellationToken);

    public async Task<OdooRecord> ReadAsync(string model, long id, OdooContext context, CancellationToken cancellationToken, params string[] fields)
    {
        OdooReadResult read = await client.ReadAsync(model, [id], fields, context, cancellationToken).ConfigureAwait(false);
        return read.Records.Count == 1 ? read.Records[0] : throw new ConnectorException(ErrorKind.Gone, $"A {model} was deleted in Odoo while it was worked on.");
    }

    /// <summary>An invoice or credit note by external id; null when it is not there.</summary>
    public async Task<MoneyDocument?> DocumentAsync(string key, OdooContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is not long id)
        {
            return null;
        }

        OdooRecord move = await ReadAsync("account.move", id, context, cancellationToken, "state", "payment_state", "amount_residual", "currency_id").ConfigureAwait(false);
        return new MoneyDocument
        {
            Key = key,
            Id = id,
            IsPosted = move.GetString("state") == "posted",
            PaymentState = move.GetString("payment_state") ?? "",
            Residual = move.GetDecimal("amount_residual") ?? 0m,
            CurrencyId = move.GetReference("currency_id")?.Id ?? 0,
        };
    }

    /// <summary>The entry of a payment; zero when it has none.</summary>
    public async Task<long> EntryAsync(long payment, OdooContext context, CancellationToken cancellationToken) =>
        (await ReadAsync("account.payment", payment, context, cancellationToken, "move_id").ConfigureAwait(false)).GetReference("move_id")?.Id ?? 0;

    /// <summary>A payment, and the further ones it was booked as where one could not pay what the source allocated, in their order.</summary>
    public async Task<IReadOnlyList<long>> PiecesAsync(string key, CancellationToken cancellationToken)
    {
        List<long> pieces = [];
        while (await FindAsync(PieceKey(key, pieces.Count), cancellationToken).ConfigureAwait(false) is long id)
        {
            pieces.Add(id);
        }

        return pieces;
    }

    /// <summary>The external id of a piece. No source's id makes a key with this ending: it has a dot too many.</summary>
    public static string PieceKey(string key, int index) => index == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}.{index + 1}");

    /// <summary>All lines of some entries, in order.</summary>
    public async Task<IReadOnlyList<MoneyLine>> LinesAsync(IEnumerable<long> moves, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            "account.move.line", OdooDomain.In("move_id", moves), LineFields, new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(MoneyLine.Of)];
    }

    /// <summary>The customers' lines of some entries that are not matched whole, in order.</summary>
    public async Task<IReadOnlyList<MoneyLine>> OpenLinesAsync(IEnumerable<long> moves, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            "account.move.line",
            OdooDomain.In("move_id", moves).And(OdooDomain.In("account_type", ["asset_receivable", "liability_payable"])).And(OdooDomain.Where("reconciled", "=", false)),
            LineFields, new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(MoneyLine.Of)];
    }

    /// <summary>Of some lines those of invoices and credit notes, and which these are.</summary>
    public async Task<IReadOnlyDictionary<long, long>> DocumentsOfAsync(IReadOnlyCollection<long> lines, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> found = lines.Count == 0 ? [] : await client.SearchReadAsync(
            "account.move.line", OdooDomain.In("id", lines).And(OdooDomain.Where("move_id.move_type", "!=", "entry")),
            ["move_id"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(l => l.Id, l => l.GetReference("move_id")!.Id);
    }

    /// <summary>The matches of some lines: with which line, and how much of it in the line's currency.</summary>
    public async Task<IReadOnlyList<MoneyMatch>> MatchesAsync(IReadOnlyCollection<long> lines, OdooContext context, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        IReadOnlyList<OdooRecord> partials = await client.SearchReadAsync(
            "account.partial.reconcile", OdooDomain.In("debit_move_id", lines).Or(OdooDomain.In("credit_move_id", lines)),
            ["debit_move_id", "credit_move_id", "debit_amount_currency", "credit_amount_currency"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return
        [
            .. partials.SelectMany(p => (MoneyMatch[])
            [
                new(p.Id, p.GetReference("debit_move_id")!.Id, p.GetReference("credit_move_id")!.Id, p.GetDecimal("debit_amount_currency") ?? 0m),
                new(p.Id, p.GetReference("credit_move_id")!.Id, p.GetReference("debit_move_id")!.Id, p.GetDecimal("credit_amount_currency") ?? 0m),
            ]).Where(m => lines.Contains(m.Line)),
        ];
    }

    /// <summary>Matches lines with each other as far as they go; what is matched already stays so.</summary>
    public async Task ReconcileAsync(IEnumerable<long> lines, OdooContext context, CancellationToken cancellationToken) =>
        await client.CallAsync(new OdooCall { Model = "account.move.line", Method = "reconcile", Ids = [.. lines], Context = context }, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes one match of a document apart; its other matches stay.</summary>
    public async Task UnmatchAsync(long document, long match, OdooContext context, CancellationToken cancellationToken) =>
        await client.CallAsync(
            new OdooCall { Model = "account.move", Method = "js_remove_outstanding_partial", Ids = [document], Keywords = new JsonObject { ["partial_id"] = match }, Context = context }, cancellationToken).ConfigureAwait(false);

    /// <summary>An external id of each record that has one.</summary>
    public Task<IReadOnlyDictionary<long, OdooExternalId>> NamesAsync(string model, IReadOnlyCollection<long> ids, OdooContext context, CancellationToken cancellationToken) =>
        client.GetExternalIdsAsync(model, ids, context, cancellationToken);

    /// <summary>The ids and entries of records whose reference is one of the given.</summary>
    public async Task<IReadOnlyList<(long Id, long Move)>> ByReferenceAsync(string model, string field, IEnumerable<string> references, OdooContext context, CancellationToken cancellationToken)
    {
        bool payments = model == "account.payment";
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            model, OdooDomain.In(field, references), payments ? ["move_id"] : ["state"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(r => (r.Id, payments ? r.GetReference("move_id")?.Id ?? 0 : r.Id))];
    }
}
