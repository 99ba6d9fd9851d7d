namespace Odoo.Connectors.Sync;

/// <summary>A system is not the account that the store knows it as, or live and test accounts are mixed. The host stops.</summary>
/// <param name="message">Which system, what it was, what it is, and what to do.</param>
public sealed class WrongWorldException(string message) : ConnectorException(ErrorKind.Configuration, message);
