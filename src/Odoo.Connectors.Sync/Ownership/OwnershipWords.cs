namespace Odoo.Connectors.Sync;

/// <summary>Ownership as it is versioned: the order in which it was declared does not matter.</summary>
internal sealed class OwnershipWords(OwnershipTable table) : IRuleWords
{
    public string Name => "ownership";

    public IEnumerable<string> Lines() =>
        table.Rules.SelectMany(Words).Concat(table.AgreeingClocks.Select(c => $"clocks agree: {string.Join(", ", c.Order(StringComparer.Ordinal))}")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Words(OwnershipRule rule) =>
        rule.Exceptions.Select(e => new FieldRule(rule.Record, e.Field, e.Owner, e.OnConflict, e).ToString())
            .Prepend($"{new FieldRule(rule.Record, "*", rule.Owner, rule.OnConflict, null)}{(rule.CreatedFrom is { } creator ? $", created from {creator}" : "")}");
}
