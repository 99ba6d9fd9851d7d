namespace Odoo.Connectors.Erp;

/// <summary>What an entry does to what customers owe.</summary>
internal enum TurnoverKind
{
    Invoice,

    CreditNote,

    /// <summary>A credit note by which the connectors gave an invoice up as uncollectible.</summary>
    WriteOff,

    Received,

    Refunded,

    /// <summary>Neither a document nor a payment: a chargeback, an opening balance, an entry of a person.</summary>
    Other,
}
