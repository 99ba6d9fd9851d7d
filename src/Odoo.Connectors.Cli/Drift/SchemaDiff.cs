using System.Globalization;
using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Drift;

/// <summary>Compares two schemas.</summary>
internal static class SchemaDiff
{
    /// <summary>
    /// What changed, by model and field. Of a field that is used, everything that its property or what is written through it rests on is
    /// drift; what is new is a note, and so is every change of a field that is not used.
    /// </summary>
    public static IReadOnlyList<Change> Compare(OdooSchema old, OdooSchema now, Func<string, string, bool> isUsed)
    {
        List<Change> changes = [];
        foreach ((string name, SchemaModel model) in old.Models)
        {
            if (now.Models.TryGetValue(name, out SchemaModel? other))
            {
                changes.AddRange(model.Fields.SelectMany(f => Field(name, f.Key, f.Value, other.Fields.GetValueOrDefault(f.Key), isUsed(name, f.Key))));
                changes.AddRange(other.Fields.Where(f => !model.Fields.ContainsKey(f.Key))
                    .Select(f => new Change(name, f.Key, "type", Change.Missing, Kind(f.Value), false)));
            }
            else
            {
                changes.Add(new(name, null, "model", "present", Change.Missing, model.Fields.Keys.Any(f => isUsed(name, f))));
                changes.AddRange(model.Fields.Where(f => isUsed(name, f.Key)).Select(f => new Change(name, f.Key, "type", Kind(f.Value), Change.Missing, true)));
            }
        }

        return changes;
    }

    private static IEnumerable<Change> Field(string model, string name, SchemaField old, SchemaField? now, bool isUsed)
    {
        if (now is null)
        {
            return [new(model, name, "type", Kind(old), Change.Missing, isUsed)];
        }

        List<Change> changes = [];
        void Add(string what, string before, string after)
        {
            if (before != after)
            {
                changes.Add(new(model, name, what, before, after, isUsed));
            }
        }

        Add("type", old.Type, now.Type);
        Add("relation", old.Relation ?? Change.Missing, now.Relation ?? Change.Missing);
        Add("required", Word(old.IsRequired), Word(now.IsRequired));
        Add("readonly", Word(old.IsReadOnly), Word(now.IsReadOnly));
        Add("stored", Word(old.IsStored), Word(now.IsStored));
        Add("company_dependent", Word(old.IsCompanyDependent), Word(now.IsCompanyDependent));
        Add("decimals", Decimals(old), Decimals(now));
        if (old.Type == "selection" && now.Type == "selection")
        {
            Options(changes, model, name, old, now, isUsed);
        }

        return changes;
    }

    private static void Options(List<Change> changes, string model, string name, SchemaField old, SchemaField now, bool isUsed)
    {
        List<string> before = [.. (old.Options ?? []).Select(o => o.Value)];
        List<string> after = [.. (now.Options ?? []).Select(o => o.Value)];
        changes.AddRange(before.Except(after).Select(v => new Change(model, name, "selection value", $"'{v}'", Change.Missing, isUsed)));
        changes.AddRange(after.Except(before).Select(v => new Change(model, name, "selection value", Change.Missing, $"'{v}'", false)));
    }

    private static string Decimals(SchemaField field) =>
        field.Digits is (_, int scale) ? scale.ToString(CultureInfo.InvariantCulture) : Change.Missing;

    private static string Kind(SchemaField field) => field.Relation is { } relation ? $"{field.Type} of {relation}" : field.Type;

    private static string Word(bool flag) => flag ? "true" : "false";
}
