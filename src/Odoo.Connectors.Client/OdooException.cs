namespace Odoo.Connectors.Client;

/// <summary>
/// A call to Odoo failed. <see cref="ConnectorException.Kind"/> says what that means; the message names model and method
/// and never quotes the server, the payload or a credential.
/// </summary>
public abstract class OdooException : ConnectorException
{
    private protected OdooException(ErrorKind kind, string message, Exception? innerException = null)
        : base(kind, message, innerException)
    {
    }

    /// <summary>The model called, or <c>common</c> for version and login.</summary>
    public required string Model { get; init; }

    /// <summary>The method called; <see langword="null"/> if no call is known.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Method { get; init; }
}
