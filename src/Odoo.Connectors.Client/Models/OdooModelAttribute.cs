namespace Odoo.Connectors.Client;

/// <summary>
/// Makes a <see langword="partial"/> record or class the picture of an Odoo model: the source generator writes the code that names
/// its fields, reads it and, if it is <see cref="Writable"/>, writes it. Every settable property is a field.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class OdooModelAttribute : Attribute
{
    /// <summary>Names the model.</summary>
    /// <param name="name">Odoo's name of it, such as <c>res.partner</c>.</param>
    public OdooModelAttribute(string name) => Name = name;

    /// <summary>Odoo's name of the model.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether to make the nested class <c>Values</c>, in which each field is unset, null or a value, for creating and writing.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Writable { get; set; }
}
