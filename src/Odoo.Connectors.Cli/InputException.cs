namespace Odoo.Connectors.Cli;

/// <summary>What was given cannot be used. The message names what and says what to do.</summary>
internal sealed class InputException(string message) : Exception(message);
