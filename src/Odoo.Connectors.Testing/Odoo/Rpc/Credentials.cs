using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Passwords and API keys. JSON-RPC takes both, JSON-2 keys only.</summary>
internal sealed class Credentials(World world)
{
    // Odoo caches what execute_kw accepted: a key that expired or was removed goes on working there, until the password changes.
    private readonly HashSet<(long Uid, string Secret, string? Password)> _accepted = [];

    /// <summary>The user of a login and password or key; null if they are wrong.</summary>
    public long? LogIn(string login, string secret) =>
        world["res.users"].Rows.FirstOrDefault(u => u.Text("login") == login && u.Flag("active")) is { } user && IsSecret(user.Id, secret) ? user.Id : null;

    /// <summary>Whether execute_kw accepts a user's secret.</summary>
    public bool Accepts(long uid, string secret)
    {
        var user = world["res.users"].Find(uid) ?? throw OdooError.Missing("res.users", [uid], uid);
        var remembered = (uid, secret, user.Text("password"));
        if (world.Keys.OwnerOf(secret) == uid)
        {
            _accepted.Add(remembered);
        }

        return user.Flag("active") && (IsSecret(uid, secret) || _accepted.Contains(remembered));
    }

    /// <summary>The user of a bearer key.</summary>
    public long Bearer(string? authorization)
    {
        var parts = (authorization ?? "").Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw OdooError.Unauthorized("User not authenticated, use an API Key with a Bearer Authorization header.");
        }

        return world.Keys.OwnerOf(parts[1]) is { } uid && world["res.users"].Find(uid)?.Flag("active") == true ? uid : throw OdooError.Unauthorized("Invalid apikey");
    }

    private bool IsSecret(long uid, string secret) =>
        secret.Length > 0 && (world["res.users"].Find(uid)?.Text("password") == secret || world.Keys.OwnerOf(secret) == uid);
}
