namespace Odoo.Connectors.Testing.Rpc;

/// <summary>The databases of a server, the first one first.</summary>
internal sealed class Sites(Site first)
{
    private volatile Site[] _all = [first];

    public Site First => _all[0];

    public IEnumerable<Site> All => _all;

    public IEnumerable<string> Names => _all.Select(s => s.Database);

    public void Add(Site site) => _all = !Names.Contains(site.Database) ? [.. _all, site]
        : throw new ArgumentException($"The server has a database '{site.Database}' already; give the other emulator another OdooEmulatorOptions.Database.", nameof(site));

    /// <summary>The database that a header names, or the only one; null where Odoo says that none is selected.</summary>
    public Site? Selected(string? name) => name is { Length: > 0 } ? Named(name) : _all.Length == 1 ? First : null;

    public Site? Named(string name) => Array.Find(_all, s => s.Database == name);
}
