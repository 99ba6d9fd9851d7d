namespace Odoo.Connectors.PostgreSql;

/// <summary>Where in the database the hub's store lives.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>
    /// The schema of the hub's tables: lower-case letters, digits and underscores, a letter first, 63 at most. It is made when
    /// missing. Hubs that share a database have schemas of their own. The default is <c>odoo_connectors</c>.
    /// </summary>
    public string Schema { get; set; } = "odoo_connectors";
}
