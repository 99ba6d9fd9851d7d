namespace Odoo.Connectors.Client;

/// <summary>
/// Names the value of a selection field that a member of an enum stands for, see <see cref="OdooSelection{TEnum}"/>. Without it the
/// value is the member's name in snake case: <c>OutInvoice</c> is <c>out_invoice</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class OdooOptionAttribute : Attribute
{
    /// <summary>Names the value.</summary>
    /// <param name="value">The value in Odoo.</param>
    public OdooOptionAttribute(string value) => Value = value;

    /// <summary>The value in Odoo.</summary>
    public string Value { get; }
}
