namespace Odoo.Connectors.Accounts;

/// <summary>One part of an account at one system, and what came of reading it.</summary>
/// <param name="Section">The part: <c>customer</c>, <c>contracts</c>, <c>documents</c>, <c>payments</c>, <c>balance</c>.</param>
/// <param name="System">The configured name.</param>
/// <param name="State">What came of it.</param>
/// <param name="At">When, UTC.</param>
public sealed record AccountReading(string Section, string System, AccountReadingState State, DateTimeOffset At)
{
    /// <summary>The kind of failure; null where it did not fail.</summary>
    public ErrorKind? Error { get; init; }

    /// <summary>What failed and what to do, without data of persons; null where it did not fail.</summary>
    public string? Message { get; init; }

    /// <summary>Whether there is more of it than <see cref="AccountViewOptions.MostRecords"/>; the newest are shown. The default is false.</summary>
    public bool IsCut { get; init; }
}
