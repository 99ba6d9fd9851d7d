using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>New values of one record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Values">The fields to change; others are left alone.</param>
public readonly record struct OdooRecordChange(long Id, JsonObject Values)
{
    /// <summary>The id alone, since the values may be personal data.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[change of {Id}]");
}
