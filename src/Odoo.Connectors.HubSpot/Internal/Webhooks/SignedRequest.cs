namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>What a signature of version 3 covers besides its time.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Uri">The full address as HubSpot called it.</param>
/// <param name="Body">The raw body.</param>
internal readonly record struct SignedRequest(string Method, string Uri, ReadOnlyMemory<byte> Body);
