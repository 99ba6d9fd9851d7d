namespace Odoo.Connectors.Sync;

/// <summary>One account of one vendor that the hub talks to, under the name the host gave it.</summary>
public interface IConnectedSystem
{
    /// <summary>The configured name, for example <c>stripe-us</c>: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>
    /// Asks the system who we are to it. The answer is bound to the name at first start; another answer later stops the
    /// host, so that keys never mean two things and a test account never receives live facts.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The account and whether it is a live one.</returns>
    /// <exception cref="ConnectorException">The system could not be asked.</exception>
    Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken);
}
