namespace Odoo.Connectors.Client.Generators;

/// <summary>What a property's type says about how its field is read and written.</summary>
internal enum FieldKind
{
    Unsupported,
    Text,
    Boolean,
    Int64,
    Int32,
    Decimal,
    Date,
    Moment,
    Reference,
    Ids,
    ImmutableIds,
    Bytes,
    Binary,
    Json,
    ModelReference,
    Selection,
}
