namespace Odoo.Connectors.Client;

/// <summary>A settable property of an <see cref="OdooModelAttribute"/> type that is no field.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class OdooIgnoreAttribute : Attribute;
