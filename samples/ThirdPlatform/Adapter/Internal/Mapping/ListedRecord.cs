using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>What a list must tell of a record for it to be read.</summary>
internal sealed class ListedRecord
{
    private static readonly FieldTable<ListedRecord> Table = new FieldTable<ListedRecord>(Names.Vendor)
        .Field(Names.Id, static (ref reader, r) => r._id = JsonField.Text(ref reader))
        .Field(Names.Customer, static (ref reader, r) => r._customer = JsonField.Text(ref reader))
        .Field(Names.Deleted, static (ref reader, r) => r.IsDeleted = JsonField.Flag(ref reader) ?? false)
        .Field(Names.ChangedAt, static (ref reader, r) => r._changedAt = Wire.Instant(ref reader));

    private string? _id, _customer;
    private DateTimeOffset? _changedAt;

    public string Id => _id ?? throw Wire.Missing(Names.Id);

    /// <summary>The customer whose lane it is in: a customer's own id is its own.</summary>
    public string Customer => _customer ?? Id;

    public bool IsDeleted { get; private set; }

    public DateTimeOffset ChangedAt => _changedAt ?? throw Wire.Missing(Names.ChangedAt);

    public static ListedRecord Read(ReadOnlySpan<byte> json)
    {
        ListedRecord record = new();
        Table.Read(json, record);
        return record;
    }
}
