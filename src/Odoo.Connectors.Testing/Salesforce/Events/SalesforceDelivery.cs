namespace Odoo.Connectors.Testing;

/// <summary>How change events and outbound messages are carried: in what pieces, how often and in what disorder.</summary>
public sealed record SalesforceDelivery
{
    /// <summary>The most notifications in one outbound message, 1 to 100.</summary>
    /// <value>The default value is 100.</value>
    public int BatchSize { get; init; } = 100;

    /// <summary>The seed of disorder and duplicates; without one everything goes out in order and once.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public int? Seed { get; init; }

    /// <summary>The share that is sent twice when there is a <see cref="Seed"/>, 0 to 1.</summary>
    /// <value>The default value is 0.2.</value>
    public double Duplicates { get; init; } = 0.2;
}
