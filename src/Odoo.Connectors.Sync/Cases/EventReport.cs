namespace Odoo.Connectors.Sync;

/// <summary>How a delivery ended, or where it stands.</summary>
/// <param name="Id">Its number in the inbox.</param>
/// <param name="System">The configured name of its source.</param>
/// <param name="Kind">The source's own word for it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="State">Pending, Waiting, Decided, Parked, Applied or Absorbed.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record EventReport(long Id, string System, string Kind, string Subject, string State, string? Reason)
{
    /// <summary>The delivery it is an edited copy of.</summary>
    public long? EditedFrom { get; init; }

    /// <summary>The edited copy that took its place.</summary>
    public long? EditedTo { get; init; }
}
