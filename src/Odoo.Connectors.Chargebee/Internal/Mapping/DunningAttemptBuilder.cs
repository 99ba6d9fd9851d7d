using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>An attempt to collect an invoice as it is read.</summary>
internal sealed class DunningAttemptBuilder
{
    public static readonly FieldTable<DunningAttemptBuilder> Table = new FieldTable<DunningAttemptBuilder>("Chargebee")
        .Field("attempt", static (ref reader, a) => a.Number = Wire.Whole(ref reader))
        .Field("transaction_id", static (ref reader, a) => a.Transaction = JsonField.Text(ref reader));

    public long? Number { get; private set; }

    public string? Transaction { get; private set; }
}
