using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Import;

/// <summary>One record cut out of the rows of load: its cells by column path, and its sub-records by field.</summary>
internal sealed class ImportRecord(int from, int to)
{
    public int From { get; } = from;

    public int To { get; } = to;

    /// <summary>Cells by column, for example "name", "country_id/id".</summary>
    public List<(string[] Path, JsonNode? Cell)> Cells { get; } = [];

    public Dictionary<string, List<ImportRecord>> Children { get; } = [];
}
