namespace Odoo.Connectors.Sync;

/// <summary>The mappings of one record type to one target.</summary>
/// <param name="map">The builder, kept so that later calls add to it.</param>
internal sealed class FieldMappings(object map)
{
    public object Map => map;

    public IReadOnlyList<FieldMapping> All { get; private set; } = [];

    public IReadOnlyCollection<string> Tables { get; private set; } = [];

    public IEnumerable<string> Definitions => All.Select(f => f.Definition).Order(StringComparer.Ordinal);

    public void Take(IReadOnlyList<FieldMapping> fields, SortedDictionary<string, string> tables) => (All, Tables) = (fields, tables.Values);
}
