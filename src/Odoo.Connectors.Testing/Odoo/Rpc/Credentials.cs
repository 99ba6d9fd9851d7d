using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Passwords and API keys. JSON-RPC takes both, JSON-2 keys only.</summary>
internal sealed class Credentials(World world)
{
    private readonly Dictionary<string, long> _keys = [];

    // Odoo caches what execute_kw accepted: a key that was removed goes on working there, a changed password does not.
    private readonly HashSet<(long, string)> _accepted = [];

    public void AddKey(string login, string key) => _keys[key] = world["res.users"].Rows.Single(u => u.Text("login") == login).Id;

    public void RemoveKey(string key) => _keys.Remove(key);

    /// <summary>The user of a login and password or key; null if they are wrong.</summary>
    public long? LogIn(string login, string secret) =>
        world["res.users"].Rows.FirstOrDefault(u => u.Text("login") == login && u.Flag("active")) is { } user && IsSecret(user.Id, secret) ? user.Id : null;

    /// <summary>Whether execute_kw accepts a user's secret.</summary>
    public bool Accepts(long uid, string secret)
    {
        var user = world["res.users"].Find(uid) ?? throw OdooError.Missing("res.users", [uid], uid);
        if (IsKey(uid, secret))
        {
            _accepted.Add((uid, secret));
        }

        return user.Flag("active") && (IsSecret(uid, secret) || _accepted.Contains((uid, secret)));
    }

    /// <summary>The user of a bearer key.</summary>
    public long Bearer(string? authorization)
    {
        var parts = (authorization ?? "").Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw OdooError.Unauthorized("User not authenticated, use an API Key with a Bearer Authorization header.");
        }

        return _keys.TryGetValue(parts[1], out var uid) && world["res.users"].Find(uid)?.Flag("active") == true ? uid : throw OdooError.Unauthorized("Invalid apikey");
    }

    private bool IsSecret(long uid, string secret) =>
        secret.Length > 0 && (world["res.users"].Find(uid)?.Text("password") == secret || IsKey(uid, secret));

    private bool IsKey(long uid, string secret) => _keys.TryGetValue(secret, out var owner) && owner == uid;
}
