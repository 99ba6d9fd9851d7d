using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The meters by name.</summary>
internal sealed class UsageMeters(IOptions<UsageOptions> options)
{
    private readonly Dictionary<string, UsageMeter> _meters = options.Value.Meters.ToDictionary(m => m.Key, m => new UsageMeter(m.Key, m.Value), StringComparer.Ordinal);

    public IEnumerable<UsageMeter> All => _meters.Values;

    public UsageMeter? Find(string name) => _meters.GetValueOrDefault(name);

    /// <exception cref="ConnectorException">There is no such meter.</exception>
    public UsageMeter Get(string name) => Find(name) ?? throw new ConnectorException(
        ErrorKind.Configuration, $"No meter is named '{name}'; add it to Usage:Meters or correct the name.") { Field = "meter" };
}
