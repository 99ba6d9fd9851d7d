using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

internal sealed record ConnectorsBuilder(IServiceCollection Services, IConfiguration? Configuration, OwnershipTable Ownership, MappingTable Mappings) : IConnectorsBuilder;
