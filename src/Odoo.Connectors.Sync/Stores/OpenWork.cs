using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>What is not finished, and when the next piece is due.</summary>
internal sealed record OpenWork(long Count, DateTimeOffset? NextDue)
{
    public static OpenWork Read(DbDataReader row) => new(row.GetInt64(0), row.IsDBNull(1) ? null : row.Time(1));
}
