namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The ways of writing that are fixed in an effect's row.</summary>
internal static class Ways
{
    /// <summary>A customer under an id of ours.</summary>
    public const string Create = "create";

    /// <summary>A customer's fields by its id.</summary>
    public const string Update = "update";

    /// <summary>A subscription under an id of ours.</summary>
    public const string Subscribe = "subscribe";

    public const string Cancel = "cancel";

    public const string Pause = "pause";

    public const string Resume = "resume";

    /// <summary>A payment of an invoice; its reference number is ours.</summary>
    public const string Payment = "record-payment";

    /// <summary>A promotional credit; its reference is ours.</summary>
    public const string Credit = "promotional-credit";

    /// <summary>An invoice that was issued elsewhere, under an id of ours.</summary>
    public const string Import = "import-invoice";

    /// <summary>A credit note that was issued elsewhere, under an id of ours.</summary>
    public const string ImportNote = "import-credit-note";

    public const string Void = "void";

    /// <summary>A usage under an id of ours.</summary>
    public const string Usage = "usage";
}
