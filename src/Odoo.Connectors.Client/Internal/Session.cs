namespace Odoo.Connectors.Client.Internal;

/// <summary>What a login found out: who the user is, and which transport took the credential.</summary>
internal sealed record Session(ITransport Transport, long Uid);
