namespace Odoo.Connectors.Testing.Schema;

internal enum FieldType
{
    Char,
    Text,
    Html,
    Integer,
    Float,
    Monetary,
    Boolean,
    Date,
    Datetime,
    Selection,
    Many2One,
    One2Many,
    Many2Many,
    Json,
    Binary,
    Properties,
}
