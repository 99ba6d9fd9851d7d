using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs;

/// <summary>Large data, loading and files with the Odoo client.</summary>
internal sealed class LargeData(IOdooClient odoo)
{
    public async Task StreamAsync(CancellationToken cancellationToken)
    {
        #region stream
        await foreach (OdooRecord move in odoo.StreamAsync("account.move", OdooDomain.Where("state", "=", "posted"),
            ["name", "amount_total"], cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{move.Id}: {move.GetDecimal("amount_total")}");
        }
        #endregion
    }

    public async Task ChangesAsync(string path, CancellationToken cancellationToken)
    {
        #region changes
        OdooCursor cursor = OdooCursor.Parse(File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "");
        await foreach (OdooChangePage<OdooRecord> page in odoo.ChangesAsync("res.partner", OdooDomain.All, ["name", "email"], cursor,
            cancellationToken: cancellationToken))
        {
            await StoreAsync(page.Records, cancellationToken);
            await File.WriteAllTextAsync(path, page.Cursor.ToString(), cancellationToken); // better: in the same transaction
        }
        #endregion
    }

    public async Task DeletedAsync(IReadOnlyList<long> known, CancellationToken cancellationToken)
    {
        #region deleted
        OdooIdPass pass = await odoo.IdsAsync("res.partner", OdooDomain.All, cancellationToken: cancellationToken);
        IReadOnlyList<long> suspects = pass.GoneFrom(known);
        IReadOnlyList<long> deleted = await odoo.MissingIdsAsync("res.partner", suspects, cancellationToken: cancellationToken);
        #endregion
        Console.WriteLine(deleted.Count);
    }

    public async Task BatchesAsync(IReadOnlyList<JsonObject> values, CancellationToken cancellationToken)
    {
        #region batches
        OdooBatchResult result = await odoo.CreateBatchesAsync("crm.lead", values, batchSize: 200, cancellationToken: cancellationToken);
        Console.WriteLine($"{result.Ids.Count} of {result.Total} made");
        if (result.IsInDoubt)
        {
            Console.WriteLine($"look whether the {result.FailedCount} after them were made too, before making them again");
        }
        #endregion
    }

    public async Task UpsertAsync(IEnumerable<(string Id, string Name, string Country)> customers, CancellationToken cancellationToken)
    {
        #region upsert
        List<OdooUpsertRow> rows = [.. customers.Select(c =>
            new OdooUpsertRow(OdooExternalIds.For("shop", "customer", c.Id), [c.Name, $"base.{c.Country}"]))];
        OdooUpsertResult result = await odoo.UpsertAsync("res.partner", ["name", "country_id/id"], rows, cancellationToken: cancellationToken);
        foreach (OdooUpsertRowResult row in result.Refused)
        {
            Console.WriteLine($"row {row.Index}: {row.Kind} in {row.Field}"); // row.Message holds the server's words
        }
        #endregion
    }

    public async Task FilesAsync(long invoice, byte[] pdf, CancellationToken cancellationToken)
    {
        #region files
        long attachment = await odoo.UploadAsync("account.move", invoice, "delivery.pdf", pdf, "application/pdf", cancellationToken: cancellationToken);
        await odoo.PostMessageAsync("account.move", invoice, "Delivered, see file.",
            new OdooMessageOptions { AttachmentIds = [attachment] }, cancellationToken: cancellationToken);

        OdooFile? printed = await odoo.StoredDocumentAsync("account.move", invoice, "invoice_pdf_report_id", cancellationToken: cancellationToken);
        byte[] content = printed is null ? [] : await odoo.DownloadAsync(printed.Id, cancellationToken: cancellationToken);
        #endregion
        Console.WriteLine(content.Length);
    }

    public async Task GroupAsync(CancellationToken cancellationToken)
    {
        #region group
        IReadOnlyList<OdooGroup> owed = await odoo.GroupAsync("account.move.line",
            OdooDomain.Where("account_type", "=", "asset_receivable").And(OdooDomain.Where("parent_state", "=", "posted")),
            new OdooGrouping { By = ["date_maturity:month"], Aggregates = ["amount_residual:sum"] }, cancellationToken: cancellationToken);
        foreach (OdooGroup month in owed)
        {
            Console.WriteLine($"{month.StartOf("date_maturity:month")}: {month.Values.GetDecimal("amount_residual:sum")}");
        }
        #endregion
    }

    private static Task StoreAsync(IReadOnlyList<OdooRecord> records, CancellationToken cancellationToken) =>
        Task.FromResult(records.Count).WaitAsync(cancellationToken);
}
