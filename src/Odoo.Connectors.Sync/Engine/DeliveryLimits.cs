using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Names and ids stand in keys of the store, and an index takes only so much: what is longer is refused when it comes, the same on
/// every store, and not later by a server in the middle of a step.
/// </summary>
internal static class DeliveryLimits
{
    private const int LongestName = 100, LongestId = 500, MostBytes = 1000;

    /// <exception cref="ConnectorException">A name or an id is too long.</exception>
    public static void Check(Delivery delivery)
    {
        if (Fault(delivery) is ConnectorException fault)
        {
            throw fault;
        }
    }

    /// <returns>What is too long of it; null when nothing is.</returns>
    public static ConnectorException? Fault(Delivery delivery) =>
        Fault(nameof(delivery.System), delivery.System, LongestName)
        ?? Fault(nameof(delivery.Kind), delivery.Kind, LongestName)
        ?? Fault("Subject.System", delivery.Subject.System, LongestName)
        ?? Fault("Subject.Kind", delivery.Subject.Kind, LongestName)
        ?? Fault("Subject.Id", delivery.Subject.Id, LongestId)
        ?? Fault(nameof(delivery.Lane), delivery.Lane, LongestId);

    /// <summary>What a case about a delivery that was not taken hangs on: one for each system.</summary>
    public static string CaseOf(Delivery delivery) => $"poll/{delivery.System[..Math.Min(delivery.System.Length, LongestName)]}/too-long";

    private static ConnectorException? Fault(string field, string value, int longest) =>
        value.Length <= longest && (value.Length <= MostBytes / 3 || Encoding.UTF8.GetByteCount(value) <= MostBytes)
            ? null
            : new ConnectorException(
                ErrorKind.Validation,
                $"{field} of a delivery has {value.Length} characters; at most {longest} characters and {MostBytes} bytes of UTF-8 are taken. Name what it is about by a shorter id.") { Field = field };
}
