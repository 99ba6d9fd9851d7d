using Microsoft.Extensions.Compliance.Classification;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The classes of data that must not appear in logs. <c>AddConnectorHub</c> erases them; a host that wants another redactor
/// (keyed hashes, to follow a value) sets it with <c>AddRedaction</c> after that call.
/// </summary>
public static class ConnectorData
{
    private const string Taxonomy = "Odoo.Connectors";

    /// <summary>Data of persons: everything that the model marks as such.</summary>
    public static DataClassification Personal { get; } = new(Taxonomy, nameof(Personal));

    /// <summary>Passwords, keys and tokens.</summary>
    public static DataClassification Secret { get; } = new(Taxonomy, nameof(Secret));

    /// <summary>The words of a server or of somebody else's code, which may quote any of the others.</summary>
    public static DataClassification ForeignText { get; } = new(Taxonomy, nameof(ForeignText));
}
