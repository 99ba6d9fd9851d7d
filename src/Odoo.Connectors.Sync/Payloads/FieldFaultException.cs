namespace Odoo.Connectors.Sync;

/// <summary>A field that does not hold what it should; the tables around it put their names before its own.</summary>
internal sealed class FieldFaultException(string vendor, string path)
    : ConnectorException(ErrorKind.Protocol, $"The field {path} of {vendor} does not hold what {vendor} documents.")
{
    public string Path { get; } = path;

    public FieldFaultException Within(string name) => new(vendor, $"{name}.{Path}") { Field = $"{name}.{Path}" };
}
