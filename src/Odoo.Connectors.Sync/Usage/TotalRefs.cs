using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Names totals: of the same period of the same subscription the same in every store.</summary>
internal static class TotalRefs
{
    public const string System = "usage";

    private const string Instant = "yyyyMMdd'T'HHmm'Z'";

    public static ExternalRef Of(TotalKey key) => new(
        System, RecordKinds.Usage,
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeMilliseconds(key.Start).ToString(Instant, CultureInfo.InvariantCulture)}/{key.Meter}/{key.System}/{key.Subscription}"));

    /// <exception cref="ConnectorException">It names no total.</exception>
    public static TotalKey Parse(ExternalRef total)
    {
        ArgumentNullException.ThrowIfNull(total);
        string[] parts = total.Id.Split('/', 4);
        return total.System == System && total.Kind == RecordKinds.Usage && parts.Length == 4
            && DateTimeOffset.TryParseExact(parts[0], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset start)
            ? new TotalKey(parts[2], parts[3], parts[1], start.ToUnixTimeMilliseconds())
            : throw new ConnectorException(ErrorKind.Validation, "This names no total of usage; take the Ref of a UsageTotal.") { Field = "total" };
    }
}
