using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>Tells what is wrong with one piece of data from what is wrong with the store.</summary>
internal static class StoreFaults
{
    /// <summary>
    /// Whether a step failed for what it was given: a fault in the code that handles it, or a value that the store does not take
    /// (SQLSTATE classes 22 and 23, and 54: too long for an index; the dialect says so where the store has none). Anything else that the store says is an
    /// outage, and the same step may succeed later.
    /// </summary>
    public static bool IsOfData(Exception exception) => exception switch
    {
        ConnectorException { Kind: ErrorKind.Validation, InnerException: DbException } => true,
        ConnectorException { InnerException: DbException inner } => IsOfData(inner),
        DbException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] } => true,
        ConnectorException { Kind: ErrorKind.Transient or ErrorKind.Unknown } or DbException or IOException or TimeoutException or OperationCanceledException or StaleFenceException => false,
        _ => true,
    };
}
