using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>One record to create or update. It prints as nothing, since it may hold personal data.</summary>
public sealed class OdooUpsertRow
{
    /// <summary>Makes a row.</summary>
    /// <param name="externalId">The key: the record of this external id is updated, or created with it.</param>
    /// <param name="cells">One cell for each column; trailing ones may be left out. <see langword="null"/> clears a field.</param>
    public OdooUpsertRow(OdooExternalId externalId, IReadOnlyList<JsonNode?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _ = externalId.Module;
        ExternalId = externalId;
        Cells = cells;
    }

    /// <summary>The key.</summary>
    public OdooExternalId ExternalId { get; }

    /// <summary>One cell for each column.</summary>
    public IReadOnlyList<JsonNode?> Cells { get; }

    /// <summary>
    /// Further lines of the record's one2many fields, of which the first stands in <see cref="Cells"/>. Only cells of columns such as
    /// <c>child_ids/id</c> and <c>child_ids/name</c> may be set in them.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<IReadOnlyList<JsonNode?>> SubRows { get; init; } = [];

    /// <summary>Nothing of the row.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => "[row]";
}
