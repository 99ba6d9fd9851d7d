using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>What the gateway said of a failure, as it is read: codes only.</summary>
internal sealed class GatewayErrorBuilder
{
    public static readonly FieldTable<GatewayErrorBuilder> Table = new FieldTable<GatewayErrorBuilder>("Chargebee")
        .Field("error_code", static (ref reader, e) => e.Code = JsonField.Text(ref reader))
        .Field("decline_code", static (ref reader, e) => e.DeclineCode = JsonField.Text(ref reader));

    public string? Code { get; private set; }

    public string? DeclineCode { get; private set; }
}
