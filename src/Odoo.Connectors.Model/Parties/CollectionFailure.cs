namespace Odoo.Connectors.Model;

/// <summary>
/// The latest attempt to collect money of a customer that failed and was not made good since, as the CRM's account is told: absolute values, of
/// which null empties what the CRM shows. A code, never the source's words.
/// </summary>
public sealed record CollectionFailure
{
    /// <summary>There is none, or it was made good: everything is emptied.</summary>
    public static CollectionFailure None { get; } = new();

    /// <summary>The source's code of the reason, such as <c>insufficient_funds</c>. The default is null.</summary>
    public string? Code { get; init; }

    /// <summary>What was to be collected, positive. The default is null: also where it is of another currency than the summary it is told with.</summary>
    public Money? Amount { get; init; }

    /// <summary>Which attempt of its invoice it was, from 1. The default is null: its source does not count.</summary>
    public int? AttemptNumber { get; init; }

    /// <summary>The day it failed, UTC. The default is null.</summary>
    public DateOnly? FailedOn { get; init; }

    /// <summary>The day its source tries again, UTC. The default is null: it does not, or does not tell.</summary>
    public DateOnly? NextAttemptOn { get; init; }

    /// <summary>The code and the day.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Code is null ? "CollectionFailure: none" : $"CollectionFailure: {Code} on {FailedOn:yyyy-MM-dd}";
}
