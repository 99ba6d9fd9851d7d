namespace Odoo.Connectors.Client;

/// <summary>Gives the client of a name, for code that learns the name at run time.</summary>
public interface IOdooClientFactory
{
    /// <summary>The client registered with <c>AddOdooClient(name, …)</c>; always the same object for a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No client of that name is registered.</exception>
    IOdooClient Get(string name);
}
