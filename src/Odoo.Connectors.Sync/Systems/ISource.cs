namespace Odoo.Connectors.Sync;

/// <summary>A system whose facts come in through a feed.</summary>
public interface ISource : IReader
{
    /// <summary>Turns a delivery as it lies in the inbox into a change. Pure.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ConnectorException">The payload is not what the vendor documents; names the field.</exception>
    Change DecodeChange(Delivery delivery);
}
