using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The effect action of a database: a server action with which a document is created, checked, posted and reconciled in one
/// transaction. An administrator installs it once; the integration user runs it.
/// </summary>
public static class OdooEffectAction
{
    /// <summary>The protocol of the body that this package ships.</summary>
    public const int Protocol = EffectActionBody.Protocol;

    /// <summary>The external id under which the action is installed and found again.</summary>
    public const string ExternalId = EffectActionBody.ExternalId;

    /// <summary>The Python body that this package ships.</summary>
    public static string Body => EffectActionBody.Text;

    /// <summary>Tells what <see cref="InstallAsync"/> would do, by reads alone.</summary>
    /// <param name="client">A client whose user is an administrator (<c>base.group_system</c>).</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What is there and what would change.</returns>
    /// <exception cref="ConnectorException"><see cref="ErrorKind.Permission"/>: the user is no administrator.
    /// <see cref="ErrorKind.Conflict"/>: several actions made by hand could be meant, or the external id stands for something else.</exception>
    public static Task<OdooEffectActionState> InspectAsync(IOdooClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new EffectActionInstaller(client).InspectAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the action, or gives the one that is there this package's body. It removes nothing, and asked again it changes nothing.
    /// </summary>
    /// <param name="client">A client whose user is an administrator (<c>base.group_system</c>).</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The action as it is then, run once without effects; <see cref="OdooEffectActionState.Change"/> tells what was done.</returns>
    /// <exception cref="ConnectorException">As of <see cref="InspectAsync"/>; and <see cref="ErrorKind.Protocol"/>: the installed body
    /// does not answer as it should.</exception>
    public static Task<OdooEffectActionState> InstallAsync(IOdooClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new EffectActionInstaller(client).InstallAsync(cancellationToken);
    }
}
