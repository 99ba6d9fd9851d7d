using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects systems, flows and a store; everything else is an extension of it.</summary>
public interface IConnectorsBuilder
{
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The connectors' section of the host's configuration, where one was given.</summary>
    IConfiguration? Configuration { get; }

    /// <summary>Who owns what.</summary>
    OwnershipTable Ownership { get; }

    /// <summary>What the host maps.</summary>
    MappingTable Mappings { get; }
}
