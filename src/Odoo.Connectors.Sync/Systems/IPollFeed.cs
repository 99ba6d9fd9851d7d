namespace Odoo.Connectors.Sync;

/// <summary>Fetches what changed since a watermark. The watermark advances in the commit that stores the page.</summary>
public interface IPollFeed : IConnectedSystem
{
    /// <summary>The streams of this system, each with a watermark of its own.</summary>
    IReadOnlyList<string> Streams { get; }

    /// <summary>How long to wait between polls.</summary>
    TimeSpan Interval { get; }

    /// <summary>Fetches one page.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="watermark">What the last page returned, or null at the very first poll.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ConnectorException">The system could not be polled; the watermark stays.</exception>
    Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken);
}
