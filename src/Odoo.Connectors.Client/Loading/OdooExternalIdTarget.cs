namespace Odoo.Connectors.Client;

/// <summary>The record that an external id stands for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Id">The record's id.</param>
public readonly record struct OdooExternalIdTarget(string Model, long Id);
