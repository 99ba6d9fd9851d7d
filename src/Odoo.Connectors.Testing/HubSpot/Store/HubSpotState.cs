namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What a record said at one time.</summary>
internal sealed record HubSpotState(IReadOnlyDictionary<string, string> Properties, DateTimeOffset UpdatedAt)
{
    public string? Value(string name) => Properties.GetValueOrDefault(name);
}
