namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>One thing that happened, to one record.</summary>
/// <param name="Change">The kind of change.</param>
/// <param name="Record">The kind of record.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Customer">Whose it is; null for the catalogue.</param>
internal sealed record Fact(string Change, string Record, string Id, string? Customer)
{
    /// <summary>Chargebee's version of the record, where the record is what was told of.</summary>
    public long? Version { get; init; }
}
