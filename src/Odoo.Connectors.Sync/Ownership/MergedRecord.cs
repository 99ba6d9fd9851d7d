using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Collects what merging a record's fields came to: writes per system, values that are agreed now, conflicts.</summary>
internal sealed class MergedRecord(string effectKind)
{
    private readonly Dictionary<ExternalRef, Dictionary<string, (string? Value, FieldRule Rule)>> _writes = [];
    private readonly Dictionary<ExternalRef, Dictionary<string, string?>> _agreed = [];
    private readonly SortedSet<string> _conflicts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _at = new(StringComparer.Ordinal);

    public void Add(FieldRule rule, FieldVerdict verdict, (ExternalRef Reference, string? Value) owner, (ExternalRef Reference, string? Value) other)
    {
        switch (verdict)
        {
            case FieldVerdict.Echo:
                At(_agreed, owner.Reference)[rule.Field] = owner.Value;
                At(_agreed, other.Reference)[rule.Field] = other.Value;
                break;
            case FieldVerdict.WriteToOther:
                Write(rule, owner, other.Reference);
                break;
            case FieldVerdict.AcceptFromOther:
                Write(rule, other, owner.Reference);
                break;
            case FieldVerdict.Conflict:
                _conflicts.Add(rule.Field);
                _at.UnionWith([owner.Reference.ToString(), other.Reference.ToString()]);
                break;
        }
    }

    public Decision Decide()
    {
        foreach (Dictionary<string, string?> agreed in _agreed.Values)
        {
            foreach (string field in _conflicts)
            {
                agreed.Remove(field);
            }
        }

        CaseReason? review = _conflicts.Count == 0 ? null : new CaseReason(
            ErrorKind.Conflict, "field-conflict",
            $"{string.Join(", ", _conflicts)} differs between {string.Join(" and ", _at)}, and a person decides which value stands; enter that value in both, then retry.",
            string.Join(", ", _conflicts));
        return new Decision.Do([.. _writes.Select(w => Intent(w.Key, w.Value))])
        {
            Seen = [.. _agreed.Select(a => new Snapshot(a.Key, a.Value))],
            ForReview = review,
        };
    }

    private static Dictionary<string, TValue> At<TValue>(Dictionary<ExternalRef, Dictionary<string, TValue>> all, ExternalRef reference)
    {
        if (!all.TryGetValue(reference, out Dictionary<string, TValue>? fields))
        {
            all[reference] = fields = new(StringComparer.Ordinal);
        }

        return fields;
    }

    private void Write(FieldRule rule, (ExternalRef Reference, string? Value) from, ExternalRef to)
    {
        At(_writes, to)[rule.Field] = (from.Value, rule);
        At(_agreed, from.Reference)[rule.Field] = from.Value;
    }

    private Intent Intent(ExternalRef target, Dictionary<string, (string? Value, FieldRule Rule)> fields) => new()
    {
        Target = target.System,
        Kind = effectKind,
        Class = EffectClass.State,
        Source = target,
        Record = new FieldChanges(
            target.ToString(), fields.ToDictionary(f => f.Key, f => f.Value.Value), fields.ToDictionary(f => f.Key, f => f.Value.Rule.ToString())),
        Independent = true,
    };
}
