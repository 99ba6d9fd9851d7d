namespace Odoo.Connectors.Testing;

/// <summary>A webhook that an <see cref="OdooEmulator"/> sent for an automation rule.</summary>
/// <param name="Url">Where it went.</param>
/// <param name="Body">What it said, as JSON text.</param>
/// <param name="Status">The receiver's HTTP status; null when it gave none within a second.</param>
public sealed record OdooWebhook(string Url, string Body, int? Status);
