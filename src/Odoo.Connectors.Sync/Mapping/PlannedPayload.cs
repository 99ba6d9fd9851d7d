namespace Odoo.Connectors.Sync;

/// <summary>What an effect was planned to send, and with which version of the mappings.</summary>
internal sealed record PlannedPayload(string Key, EffectState State, string Payload, int? Mapping);
