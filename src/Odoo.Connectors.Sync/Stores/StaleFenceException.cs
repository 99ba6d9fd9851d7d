namespace Odoo.Connectors.Sync;

/// <summary>This node no longer holds what it works on; nothing of the step was committed.</summary>
internal sealed class StaleFenceException(string lane) : Exception($"Another node holds {lane}; this step was not committed.");
