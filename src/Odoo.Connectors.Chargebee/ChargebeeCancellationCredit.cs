namespace Odoo.Connectors.Chargebee;

/// <summary>What a customer gets back of the current period when a subscription is ended at once.</summary>
public enum ChargebeeCancellationCredit
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The part of the days that are left.</summary>
    Prorate,

    /// <summary>All of it.</summary>
    Full,
}
