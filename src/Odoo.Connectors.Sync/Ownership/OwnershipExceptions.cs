using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>Collects the fields of a record type that another system than its owner is right about.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class OwnershipExceptions<T>
{
    internal List<ExceptedField> All { get; } = [];

    internal Conflict Rest { get; private set; }

    internal IReadOnlyList<string> Phases { get; private set; } = [];

    internal Func<T, string>? PhaseOf { get; private set; }

    internal string? Creator { get; private set; }

    /// <summary>Gives one field to another system; <see cref="In"/> and <see cref="While{TPhase}"/> narrow it down.</summary>
    /// <param name="field">The field, for example <c>c => c.VatNumber</c>.</param>
    /// <param name="system">The configured name of its owner.</param>
    /// <param name="onConflict">What becomes of an edit elsewhere; the default is that the owner wins.</param>
    /// <returns>This collection.</returns>
    public OwnershipExceptions<T> Except(Expression<Func<T, object?>> field, string system, Conflict onConflict = Conflict.OwnerWins)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentException.ThrowIfNullOrEmpty(system);
        All.Add(new ExceptedField(OwnershipTable.FieldOf(field), system, onConflict, [], []));
        return this;
    }

    /// <summary>Narrows the last exception to companies.</summary>
    /// <param name="companies">The companies, as <c>system/company</c>.</param>
    /// <returns>This collection.</returns>
    /// <exception cref="ConnectorException">There is no exception to narrow, or no company was named.</exception>
    public OwnershipExceptions<T> In(params IReadOnlyList<string> companies)
    {
        ArgumentNullException.ThrowIfNull(companies);
        Narrow(nameof(In), companies, last => last with { Companies = companies });
        return this;
    }

    /// <summary>Names what tells a record's lifecycle phase, so that exceptions can be narrowed to phases.</summary>
    /// <typeparam name="TPhase">The phases.</typeparam>
    /// <param name="phase">The phase of a record, for example <c>c => c.Status</c>.</param>
    /// <returns>This collection.</returns>
    public OwnershipExceptions<T> Phase<TPhase>(Func<T, TPhase> phase)
        where TPhase : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(phase);
        PhaseOf = record => phase(record).ToString();
        Phases = Enum.GetNames<TPhase>();
        return this;
    }

    /// <summary>Narrows the last exception to lifecycle phases.</summary>
    /// <typeparam name="TPhase">The phases, as declared by <see cref="Phase{TPhase}"/>.</typeparam>
    /// <param name="phases">The phases.</param>
    /// <returns>This collection.</returns>
    /// <exception cref="ConnectorException">There is no exception to narrow, or no phase was named.</exception>
    public OwnershipExceptions<T> While<TPhase>(params IReadOnlyList<TPhase> phases)
        where TPhase : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(phases);
        string[] names = [.. phases.Select(p => p.ToString())];
        Narrow(nameof(While), names, last => last with { Phases = names });
        return this;
    }

    /// <summary>Sets what becomes of edits to all other fields in systems that do not own them.</summary>
    /// <param name="conflict">The rule; without this call the owner wins.</param>
    /// <returns>This collection.</returns>
    public OwnershipExceptions<T> OnConflict(Conflict conflict)
    {
        Rest = conflict;
        return this;
    }

    /// <summary>
    /// Names the system whose records bring these into being: the hub then creates them at their owner, which must take writes. Without this
    /// call they come into being at their owner by its own means.
    /// </summary>
    /// <param name="system">The configured name, for example of the CRM whose won deals become contracts.</param>
    /// <returns>This collection.</returns>
    public OwnershipExceptions<T> CreatedFrom(string system)
    {
        ArgumentException.ThrowIfNullOrEmpty(system);
        Creator = system;
        return this;
    }

    private void Narrow(string call, IReadOnlyList<string> names, Func<ExceptedField, ExceptedField> narrow)
    {
        if (All.Count == 0 || names.Count == 0)
        {
            throw new ConnectorException(
                ErrorKind.Configuration, $"{call}(…) narrows the exception before it and names what to: write .Except(x => x.Field, \"<system>\").{call}(…).");
        }

        All[^1] = narrow(All[^1]);
    }
}
