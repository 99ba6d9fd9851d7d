namespace Odoo.Connectors.Testing;

/// <summary>How <see cref="StripeSender.DeliverAsync"/> carries events: in what disorder and how often.</summary>
public sealed record StripeDelivery
{
    /// <summary>The seed of disorder and duplicates; without one the events go out in order and once.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public int? Seed { get; init; }

    /// <summary>The share of the events that are sent twice when there is a <see cref="Seed"/>, 0 to 1.</summary>
    /// <value>The default value is 0.2.</value>
    public double Duplicates { get; init; } = 0.2;
}
