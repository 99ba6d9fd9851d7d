namespace Odoo.Connectors.Sync;

internal enum FieldMappingKind
{
    Set = 0,
    Override,
    Unset,
}
