namespace Odoo.Connectors.Sync;

/// <summary>One event or line that was not taken. It is kept as it came; see <see cref="IUsageOperations.RejectedAsync"/>.</summary>
/// <param name="Line">Which one of its batch, from 1.</param>
/// <param name="EventId">Its id, where it could be read.</param>
/// <param name="Field">What is wrong of it.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record UsageFault(long Line, string? EventId, string Field, string Message);
