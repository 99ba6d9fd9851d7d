namespace Odoo.Connectors.Erp;

/// <summary>All that the port and the feed do with records of Odoo, in one place: the doctor asks Odoo for each of it.</summary>
internal static class NeededRights
{
    /// <summary>The models that are read, whatever is connected. What only some Odoos have, and what every internal user reads, is left out.</summary>
    public static IReadOnlyList<string> Reads { get; } =
    [
        "account.account", "account.fiscal.position", "account.journal", "account.move", "account.move.line", "account.partial.reconcile", "account.payment",
        "account.payment.method.line", "account.payment.term", "account.tax", "mail.message", "product.pricelist", "product.product", "res.company", "res.country",
        "res.country.state", "res.currency", "res.currency.rate", "res.lang", "res.partner", "sale.order", "sale.order.line",
    ];

    /// <summary>What is made, changed and taken away; drafts that Odoo refuses are deleted, matches of what is taken back are undone.</summary>
    public static IReadOnlyList<(string Model, string Operation)> Writes { get; } =
    [
        ("res.partner", "create"), ("account.move", "create"), ("account.move", "write"), ("account.payment", "create"), ("sale.order", "create"),
        ("account.move", "unlink"), ("account.payment", "unlink"), ("account.partial.reconcile", "unlink"),
    ];
}
