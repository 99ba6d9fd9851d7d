namespace Odoo.Connectors.Sync;

/// <summary>The store was brought to a version that this program does not know. The host stops: it would misread it.</summary>
internal sealed class NewerStoreException(string store, IEnumerable<string> unknown) : ConnectorException(
    ErrorKind.Configuration,
    $"The store ({store}) is newer than this program: it has {string.Join(", ", unknown)}. Start the version that it was brought to, or a later one.");
