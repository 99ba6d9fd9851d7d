namespace Odoo.Connectors.Sync;

/// <summary>What came of doing something about a case.</summary>
/// <param name="Outcome">Whether it was done.</param>
/// <param name="Message">What was done, or why not and what to do instead.</param>
/// <param name="EventId">The new event, after an edit.</param>
public sealed record CaseResult(CaseOutcome Outcome, string Message, long? EventId = null)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => Outcome == CaseOutcome.Done;
}
