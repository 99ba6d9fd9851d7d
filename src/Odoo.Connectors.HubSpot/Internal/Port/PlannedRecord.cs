using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>What one record is to hold.</summary>
/// <param name="Id">Its id, or its value of <paramref name="IdProperty"/>.</param>
/// <param name="IdProperty">Our unique property; null for HubSpot's id.</param>
/// <param name="Fields">Properties and values; an empty text clears.</param>
/// <param name="Of">The record that it is written for, where an effect writes several.</param>
internal sealed record PlannedRecord(string Id, string? IdProperty, IReadOnlyDictionary<string, string> Fields, ExternalRef? Of = null);
