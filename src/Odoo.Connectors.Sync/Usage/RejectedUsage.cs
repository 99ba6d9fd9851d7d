using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Usage that was not taken.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">The metering platform it came from.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Fault">What is wrong of it.</param>
/// <param name="Body">The line as it came, up to 16,384 characters; may hold data of persons.</param>
public sealed record RejectedUsage(long Id, string Source, DateTimeOffset ReceivedAt, UsageFault Fault, [property: PersonalData] string Body)
{
    /// <summary>The number and the fault only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Rejected usage {Id}: {Fault.Message}";
}
