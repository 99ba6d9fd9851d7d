namespace Odoo.Connectors.Testing;

/// <summary>A parameter has a value that its type does not admit.</summary>
internal sealed class VendorFieldException(string name, string value) : Exception($"'{value}' is no value for {name}.")
{
    public string Name => name;
}
