using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>The API keys of a client's own user: when they expire, and a new one in time.</summary>
public static class OdooApiKeys
{
    private const string Keys = "res.users.apikeys";

    /// <summary>
    /// Tells when the user's key expires. Odoo does not say which of several keys a call was made with: give the name of the one in
    /// use, or the first to expire is told. Keys that do not open the API are left out, expired ones if there are others.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="keyName">The name (Odoo calls it description) of the key in use; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The expiry, or that the user may not know it.</returns>
    public static async Task<OdooApiKeyExpiry> ApiKeyExpiryAsync(this IOdooClient client, TimeProvider time, string? keyName = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(time);
        long user = await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> keys;
        try
        {
            keys = await client.SearchReadAsync(Keys, OdooDomain.Where("user_id", "=", user), ["name", "scope", "expiration_date"],
                new OdooSearch { Order = "id" }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (OdooServerException e) when (e.Kind is ErrorKind.Permission or ErrorKind.Validation)
        {
            return OdooApiKeyExpiry.NotReadable; // a user without the right, or an Odoo whose keys do not expire
        }

        DateTimeOffset now = time.GetUtcNow();
        List<DateTimeOffset?> ends = [.. keys
            .Where(k => k.GetString("scope") is null or "" or "rpc" && (keyName is null || k.GetString("name") == keyName))
            .Select(k => k.GetDateTime("expiration_date"))];
        List<DateTimeOffset?> valid = [.. ends.Where(e => e is null || e > now)];
        return new OdooApiKeyExpiry(ends.Count, valid.Count > 0 ? valid.Min() : ends.Max());
    }

    /// <summary>
    /// Makes a new API key for the client's own user, as the user would in the web client; the old one stays. Only over JSON-2: over
    /// JSON-RPC Odoo refuses it. Keep the key before anything else, for Odoo never shows it again, then set
    /// <see cref="OdooClientOptions.Secret"/> to it; the client uses it from the next call on.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="name">What to call the key.</param>
    /// <param name="password">The user's password, with which Odoo checks who is asking. It is sent and not kept.</param>
    /// <param name="days">How long it lasts: a period that Odoo offers, such as 30 or 90. Users other than administrators get 90 at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key.</returns>
    public static async Task<OdooApiKey> CreateApiKeyAsync(this IOdooClient client, string name, string password, int days = 90,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrEmpty(password);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        const string description = "res.users.apikeys.description", check = "res.users.identitycheck", run = "run_check";
        var values = new JsonObject { ["name"] = name, ["duration"] = days.ToString(CultureInfo.InvariantCulture) };
        long id = await client.CreateAsync(description, values, cancellationToken: cancellationToken).ConfigureAwait(false);
        JsonElement? asked = await client.CallAsync(
            new OdooCall { Model = description, Method = "make_key", Ids = [id] }, cancellationToken).ConfigureAwait(false);
        if (Text(asked, "res_model") != check || asked!.Value.TryGetProperty("res_id", out JsonElement wizard) is false || !wizard.TryGetInt64(out long wizardId))
        {
            throw NoKey(description, "make_key", "the check of the user's identity");
        }

        JsonElement? made = await client.CallAsync(
            new OdooCall
            {
                Model = check, Method = run, Ids = [wizardId], Context = new OdooContext { Other = new JsonObject { ["password"] = password } },
            },
            cancellationToken).ConfigureAwait(false);
        return made is { ValueKind: JsonValueKind.Object } action && action.TryGetProperty("context", out JsonElement context)
            && Text(context, "default_key") is { Length: > 0 } key ? new OdooApiKey(key) : throw NoKey(check, run, "a key");
    }

    private static string? Text(JsonElement? parent, string name) => parent is { ValueKind: JsonValueKind.Object } values
        && values.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static OdooTransportException NoKey(string model, string method, string expected) =>
        Internal.TransportErrors.BadResult(model, method, isRead: false, expected);
}
