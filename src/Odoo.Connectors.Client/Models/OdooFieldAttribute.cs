namespace Odoo.Connectors.Client;

/// <summary>
/// Names the field that a property of an <see cref="OdooModelAttribute"/> type stands for. Without it the field is the property's name
/// in snake case: <c>CreditLimit</c> is <c>credit_limit</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class OdooFieldAttribute : Attribute
{
    /// <summary>Leaves the name to the property.</summary>
    public OdooFieldAttribute()
    {
    }

    /// <summary>Names the field.</summary>
    /// <param name="name">Odoo's name of it.</param>
    public OdooFieldAttribute(string name) => Name = name;

    /// <summary>Odoo's name of the field; <see langword="null"/> if it follows from the property's name.</summary>
    public string? Name { get; }

    /// <summary>Whether the field is only read, so that <c>Values</c> leaves it out.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ReadOnly { get; set; }

    /// <summary>
    /// The digits after the point that Odoo keeps of a decimal, the second of its <c>digits</c>: <c>Values</c> writes the number rounded to
    /// them, halves away from zero as Odoo does it, so that what was sent is what is stored.
    /// </summary>
    /// <value>The default is -1: the number goes out as it is. At most 28.</value>
    public int Decimals { get; set; } = -1;
}
