namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>The name that our writes carry, and that change events tell as the origin of a change.</summary>
internal static class OwnClient
{
    public static string Option(string system) => $"client={Name(system)}";

    /// <summary>Whether a change event tells of a write of ours.</summary>
    public static bool IsOrigin(string system, string? origin) =>
        origin is not null && origin.Split(';').Any(part => part == Option(system) || part.StartsWith($"{Option(system)}/", StringComparison.Ordinal));

    private static string Name(string system) => $"odoo-connectors-{system}";
}
