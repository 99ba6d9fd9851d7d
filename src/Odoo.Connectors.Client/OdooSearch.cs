namespace Odoo.Connectors.Client;

/// <summary>Order and page of a search.</summary>
public sealed class OdooSearch
{
    /// <summary>
    /// The order, such as <c>write_date, id</c>. End it in <c>id</c>: without one Odoo uses the model's own order, and
    /// equal records may change places between pages.
    /// </summary>
    /// <value>The default is <see langword="null"/>, the model's order.</value>
    public string? Order { get; init; }

    /// <summary>The most records to return; at least 1.</summary>
    /// <value>The default is <see langword="null"/>, no limit.</value>
    public int? Limit { get; init; }

    /// <summary>How many records to skip.</summary>
    /// <value>The default is <see langword="null"/>, none.</value>
    public int? Offset { get; init; }
}
