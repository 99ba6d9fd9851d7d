namespace Odoo.Connectors.Testing;

/// <summary>What a field holds, as far as it decides how a query reads and writes it.</summary>
internal enum SalesforceFieldKind
{
    Any,
    Text,
    Id,
    Boolean,
    Number,
    Integer,
    Date,
    DateTime,
    Compound,
}
