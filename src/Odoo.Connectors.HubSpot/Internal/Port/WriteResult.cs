namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>What became of one record.</summary>
/// <param name="Id">The record that was written; of one that was merged away, the one that stands for it.</param>
/// <param name="Failure">Why it was not, or may not have been.</param>
internal sealed record WriteResult(string? Id, ConnectorException? Failure)
{
    /// <summary>The record that stands for the one that was named, as a read proved; null where it was not merged away.</summary>
    public string? Survivor { get; init; }

    /// <summary>Records in the answer that nobody asked to write.</summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];
}
