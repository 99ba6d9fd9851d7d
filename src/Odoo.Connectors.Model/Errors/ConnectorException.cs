namespace Odoo.Connectors;

/// <summary>
/// A system said no, or could not be talked to. <see cref="Exception.Message"/> is ours and safe to log;
/// what the server said stands in <see cref="ServerText"/>, which never prints itself.
/// </summary>
public class ConnectorException : Exception
{
    /// <summary>Makes an exception of the given kind.</summary>
    /// <param name="kind">What it means for retry, case and alert.</param>
    /// <param name="message">What happened and what to do, without data of persons, secrets or server text.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ConnectorException(ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What the failure means; everything that reacts to it decides from this.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The field or setting at fault, in the system's own name, where one is known.</summary>
    public string? Field { get; init; }

    /// <summary>How long the system asked to wait, where it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the server said, word for word; may quote personal data. The default is empty.</summary>
    public ServerText ServerText { get; init; }
}
