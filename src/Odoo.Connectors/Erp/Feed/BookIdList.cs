using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Which records of a stream Odoo has: their ids alone, by thousands, archived ones too.</summary>
internal sealed class BookIdList(IOdooClient client, BookReader books)
{
    public const int PageSize = 5000;

    public async Task<IdPage> ReadAsync(BookScope scope, string? after, OdooContext context, CancellationToken cancellationToken)
    {
        OdooDomain domain = after is null ? scope.Domain : scope.Domain.And(OdooDomain.Where("id", ">", long.Parse(after, CultureInfo.InvariantCulture)));
        IReadOnlyList<long> ids = await client.SearchAsync(
            scope.Model, domain, new OdooSearch { Order = "id", Limit = PageSize }, context, cancellationToken).ConfigureAwait(false);
        string[] texts = [.. ids.Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new IdPage { Ids = texts, Kinds = scope.Kinds, Next = ids.Count < PageSize ? null : texts[^1] };
    }

    /// <summary>
    /// Whether a record is there for anybody. A search leaves out what an access rule or another company hides; reading it is refused, and
    /// only what was deleted is simply not answered.
    /// </summary>
    public async Task<bool> IsThereAsync(string model, long id, OdooContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (await books.ReadAsync(model, [id], ["write_date"], context, cancellationToken).ConfigureAwait(false)).Count > 0;
        }
        catch (ConnectorException hidden) when (hidden.Kind == ErrorKind.Permission)
        {
            return true;
        }
    }
}
