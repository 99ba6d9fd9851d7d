namespace Odoo.Connectors.Sync;

/// <summary>Fetches what changed since a watermark. The watermark advances in the commit that stores the page.</summary>
public interface IPollFeed : IConnectedSystem
{
    /// <summary>The streams of this system, each with a watermark of its own.</summary>
    IReadOnlyList<string> Streams { get; }

    /// <summary>How long to wait between polls, where no <see cref="FeedOptions.Schedule"/> is set.</summary>
    TimeSpan Interval { get; }

    /// <summary>Fetches one page.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="watermark">What the last page returned, or null at the very first poll.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ConnectorException">
    /// The system could not be polled; the watermark stays. <see cref="ErrorKind.Gone"/>: it is older than the vendor keeps, so the
    /// stream is read from its beginning, and polled on from where that ends.
    /// </exception>
    Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken);

    /// <summary>The watermark at which a pass over the stream begins.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">Brings what changed since; null brings everything there is.</param>
    /// <returns>The watermark. The default is null, and a refusal of any instant.</returns>
    /// <exception cref="ConnectorException">The stream cannot be read from an instant.</exception>
    string? Begin(string stream, DateTimeOffset? from) => from is null
        ? null
        : throw new ConnectorException(ErrorKind.Validation, $"'{stream}' of '{Name}' cannot be read from an instant; leave it out to read everything.") { Field = nameof(from) };

    /// <summary>The kind of records that a stream lists, where it lists one kind alone.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>One of <see cref="Model.RecordKinds"/>. The default is null: several, or not known.</returns>
    string? RecordKindOf(string stream) => null;

    /// <summary>What a pass from the beginning of a stream does not bring, because the vendor no longer gives it out.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>A sentence without its full stop, or null when such a pass brings everything: then a case about an expired watermark closes by itself.</returns>
    string? Unread(string stream) => null;
}
