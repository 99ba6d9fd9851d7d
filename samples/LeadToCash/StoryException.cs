namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>A story cannot be played; the message says why.</summary>
internal sealed class StoryException(string message) : Exception(message);
