namespace Odoo.Connectors.Sync;

/// <summary>The owner of a record type and the fields that others own. Every field of every record has exactly one rule.</summary>
public sealed class OwnershipRule
{
    private readonly Func<object, string>? _phaseOf;

    internal OwnershipRule(
        string record, string owner, Conflict onConflict, IReadOnlyList<ExceptedField> exceptions, IReadOnlyList<string> phases, Func<object, string>? phaseOf)
    {
        (Record, Owner, OnConflict, Exceptions, _phaseOf) = (record, owner, onConflict, exceptions, phaseOf);
        Refuse(phases);
    }

    /// <summary>The record type's name.</summary>
    public string Record { get; }

    /// <summary>The configured name of the owner.</summary>
    public string Owner { get; }

    /// <summary>What becomes of an edit elsewhere to a field without an exception.</summary>
    public Conflict OnConflict { get; }

    /// <summary>The configured name of the system whose records bring these into being at the owner; null where the owner makes them itself.</summary>
    public string? CreatedFrom { get; internal init; }

    /// <summary>The fields that other systems own. Of two that cover a field, the narrower one counts.</summary>
    public IReadOnlyList<ExceptedField> Exceptions { get; }

    internal FieldRule For(string field, object? record, string? company)
    {
        string? phase = record is null ? null : _phaseOf?.Invoke(record);
        ExceptedField? decides = null;
        foreach (ExceptedField exception in Exceptions)
        {
            if (exception.Covers(field, company, phase) && (decides is null || exception.IsInside(decides)))
            {
                decides = exception;
            }
        }

        return new FieldRule(Record, field, decides?.Owner ?? Owner, decides?.OnConflict ?? OnConflict, decides);
    }

    private void Refuse(IReadOnlyList<string> phases)
    {
        foreach (ExceptedField exception in Exceptions)
        {
            if (exception.Phases.FirstOrDefault(p => !phases.Contains(p)) is string unknown)
            {
                throw new ConnectorException(
                    ErrorKind.Configuration,
                    $"{Record} has no lifecycle phase '{unknown}'; write .Phase(x => x.<field that holds it>) in .Own<{Record}>(…), and phases of its type in .While(…).");
            }
        }

        for (int i = 0; i < Exceptions.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (ExceptedField a, ExceptedField b) = (Exceptions[j], Exceptions[i]);
                if (a.Meets(b) && !a.Agrees(b) && !a.IsInside(b) && !b.IsInside(a))
                {
                    throw new ConnectorException(
                        ErrorKind.Configuration,
                        $"{Record}.{a.Field} is given to {a.Owner} and to {b.Owner} for the same companies and phases; narrow one of the exceptions by .In(…) or .While(…), or take one out.")
                    {
                        Field = a.Field,
                    };
                }
            }
        }
    }
}
