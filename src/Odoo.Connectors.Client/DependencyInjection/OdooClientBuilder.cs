using Odoo.Connectors.Client.Internal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A named Odoo client under registration; what can be changed about it hangs on this.</summary>
public sealed class OdooClientBuilder
{
    internal OdooClientBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
        Reads = services.AddHttpClient(HttpClientNames.For(name, isRead: true));
        Writes = services.AddHttpClient(HttpClientNames.For(name, isRead: false));
    }

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The client's name.</summary>
    public string Name { get; }

    /// <summary>The HTTP client of reads, which retries. Handlers added here run once for each attempt.</summary>
    public IHttpClientBuilder Reads { get; }

    /// <summary>The HTTP client of writes. Never add anything to it that repeats a request.</summary>
    public IHttpClientBuilder Writes { get; }

    /// <summary>
    /// Replaces what sends requests, for reads and writes alike: a test's stub, an emulator in the process, a proxy.
    /// A handler that follows redirects or keeps cookies breaks the client.
    /// </summary>
    /// <param name="create">Makes a handler; called again whenever the factory renews it.</param>
    /// <returns>This builder.</returns>
    public OdooClientBuilder ConfigurePrimaryHttpMessageHandler(Func<IServiceProvider, HttpMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Reads.ConfigurePrimaryHttpMessageHandler(create);
        Writes.ConfigurePrimaryHttpMessageHandler(create);
        return this;
    }
}
