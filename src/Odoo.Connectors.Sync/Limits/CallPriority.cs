namespace Odoo.Connectors.Sync;

/// <summary>For whom a call is made: set by the engine around what it asks of an adapter.</summary>
public static class CallPriority
{
    private static readonly AsyncLocal<DeliveryPriority?> s_current = new();

    /// <summary>The priority of what is under way. Outside of the engine somebody waits: <see cref="DeliveryPriority.Interactive"/>.</summary>
    public static DeliveryPriority Current => s_current.Value ?? DeliveryPriority.Interactive;

    /// <summary>Sets it for what is called from here on, until the method that calls returns.</summary>
    internal static void Begin(DeliveryPriority priority) => s_current.Value = priority;
}
