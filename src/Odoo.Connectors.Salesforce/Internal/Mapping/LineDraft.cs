namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What a line of an opportunity says, as it is read.</summary>
internal sealed class LineDraft
{
    public string? Id { get; set; }

    public string? Product { get; set; }

    public string? ProductCode { get; set; }

    public string? ProductName { get; set; }

    public string? Description { get; set; }

    public decimal? Quantity { get; set; }

    public decimal? UnitPrice { get; set; }

    public decimal? TotalPrice { get; set; }

    public decimal? DiscountPercent { get; set; }

    public DateOnly? ServiceDate { get; set; }
}
