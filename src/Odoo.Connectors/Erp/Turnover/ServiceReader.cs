using System.Runtime.CompilerServices;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Reads for which days documents are, of the fields of Odoo that are configured for that. Without them it asks nothing.</summary>
internal sealed class ServiceReader(IOdooClient client, BookReader books, OdooErpOptions options)
{
    private const string Line = "account.move.line";
    private const int PageSize = 1000;
    private static readonly string[] s_documents = ["out_invoice", "out_refund", "out_receipt"];
    private readonly IReadOnlyList<string> _fields = ServiceDays.Fields(options);

    /// <summary>Documents that were posted before a day and have a line whose last day is not before it, page by page; one may come more than once.</summary>
    public async IAsyncEnumerable<IReadOnlyList<long>> ServedAsync(DateOnly from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_fields is not [_, string last])
        {
            yield break;
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        OdooDomain domain = OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]).And(OdooDomain.Where("parent_state", "=", "posted"))
            .And(OdooDomain.Where("date", "<", from)).And(OdooDomain.Where(last, ">=", from)).And(OdooDomain.In("move_id.move_type", s_documents));
        await foreach (OdooRecord[] page in client.StreamAsync(Line, domain, ["move_id"], pageSize: PageSize, context: context, cancellationToken: cancellationToken)
            .Chunk(PageSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return [.. page.Select(l => BookReader.Link(l, "move_id")).OfType<long>().Distinct()];
        }
    }

    /// <summary>What documents charge, line by line, by document.</summary>
    public async Task<ILookup<long, ServiceLine>> LinesAsync(IReadOnlyCollection<long> documents, CancellationToken cancellationToken)
    {
        List<(long Document, ServiceLine Line)> lines = [];
        if (_fields.Count > 0 && documents.Count > 0)
        {
            OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
            OdooDomain domain = OdooDomain.In("move_id", documents).And(OdooDomain.Where("display_type", "=", "product"));
            await foreach (OdooRecord line in client.StreamAsync(
                Line, domain, ["move_id", "amount_currency", .. _fields], pageSize: PageSize, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                (DateOnly? from, DateOnly? to) = ServiceDays.Of(line, options);
                lines.Add((BookReader.Link(line, "move_id") ?? 0, new ServiceLine(line.Id, line.GetDecimal("amount_currency") ?? 0m, from, to)));
            }
        }

        return lines.ToLookup(l => l.Document, l => l.Line);
    }
}
