using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

/// <summary>The API keys: records of res.users.apikeys whose key only this class reads.</summary>
internal sealed class ApiKeys(World world)
{
    private const string Key = "key";

    private Table Table => world[ApiKeyBehavior.ModelName];

    /// <summary>Makes a key of 40 hexadecimal digits; the same calls in the same order make the same keys.</summary>
    public string Add(long uid, string name, string? until)
    {
        var row = Insert(uid, name, until);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"key {row.Id} of {uid}")))[..40];
        Table.Set(row, Key, key);
        return key;
    }

    /// <summary>Adds a given key.</summary>
    public void Add(long uid, string name, string? until, string key) => Table.Set(Insert(uid, name, until), Key, key);

    public void Remove(string key)
    {
        foreach (var row in Table.Rows.Where(r => r.Text(Key) == key).ToList())
        {
            Table.Delete(row);
        }
    }

    /// <summary>Whose key this is, if it has not expired.</summary>
    public long? OwnerOf(string key) => key.Length == 0 ? null : Table.Rows
        .FirstOrDefault(r => r.Text(Key) == key && (r.Text("expiration_date") is not { } until || string.CompareOrdinal(until, world.Clock.Now) >= 0))?.Link("user_id");

    private Row Insert(long uid, string name, string? until)
    {
        var row = Table.Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object?)>)[("name", name), ("user_id", uid), ("expiration_date", until), ("create_date", world.Clock.Now), ("create_uid", uid)])
        {
            Table.Set(row, field, value);
        }

        return row;
    }
}
