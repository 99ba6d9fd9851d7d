using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>The checks in their order: what every other one needs comes first.</summary>
internal sealed class OdooDoctor(
    string name, OdooErpOptions options, IOdooClient client, ErpReader reader, ErpPreflight preflight, EffectsChoice effects, TimeProvider time)
{
    private readonly Findings _findings = new();

    public async Task<IReadOnlyList<OdooFinding>> ExamineAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken)
    {
        await _findings.TryAsync("server", () => ServerAsync(cancellationToken)).ConfigureAwait(false);
        if (!await _findings.TryAsync("login", () => client.AuthenticateAsync(cancellationToken)).ConfigureAwait(false))
        {
            return _findings.All;
        }

        _findings.Ok("login", "The integration user logs in.");
        await _findings.TryAsync("api-key", () => KeyAsync(cancellationToken)).ConfigureAwait(false);
        await _findings.TryAsync("user", () => UserAsync(cancellationToken)).ConfigureAwait(false);
        await new RightsCheck(client, options, _findings).RunAsync(cancellationToken).ConfigureAwait(false);
        if (!await _findings.TryAsync("company", () => CompanyAsync(cancellationToken)).ConfigureAwait(false))
        {
            return _findings.All;
        }

        await new EffectActionCheck(name, options, client, effects, _findings).RunAsync(cancellationToken).ConfigureAwait(false);
        List<Currency> wanted = [.. currencies.Distinct()];
        await _findings.TryAsync("mappings", () => MappingsAsync(wanted, cancellationToken)).ConfigureAwait(false);
        await new BooksCheck(name, options, client, reader, _findings, time).RunAsync(wanted, cancellationToken).ConfigureAwait(false);
        return _findings.All;
    }

    private async Task ServerAsync(CancellationToken cancellationToken)
    {
        OdooVersion version = await client.VersionAsync(cancellationToken).ConfigureAwait(false);
        if (version.Major == 19)
        {
            _findings.Ok("server", $"Odoo {version.ServerVersion} answers.");
        }
        else
        {
            _findings.Warn("server", $"This is Odoo {version.ServerVersion}; what is written here was verified against Odoo 19.", "Use Odoo 19, or try it on a copy first.");
        }
    }

    private async Task KeyAsync(CancellationToken cancellationToken)
    {
        OdooApiKeyExpiry expiry = await client.ApiKeyExpiryAsync(time, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!expiry.IsKnown)
        {
            _findings.Note("api-key", "The user may not read when its API keys expire.", "Note their end in a calendar: an administrator sees it.");
        }
        else if (expiry.Keys == 0)
        {
            _findings.Warn("api-key", "The user has no API key, so its password is in use.", "Make an API key for it and use that as Secret: it ends by itself and opens nothing but the API.");
        }
        else if (expiry.IsDue(time.GetUtcNow()))
        {
            _findings.Warn("api-key", string.Create(CultureInfo.InvariantCulture, $"An API key of the user ends on {expiry.ExpiresAt:yyyy-MM-dd}."), "Make a new one and set Secret before that day.");
        }
        else
        {
            _findings.Ok("api-key", expiry.ExpiresAt is DateTimeOffset end ? string.Create(CultureInfo.InvariantCulture, $"The first API key to end does so on {end:yyyy-MM-dd}.") : "The API key does not end.");
        }
    }

    /// <summary>A user's language and zone do not reach its calls; a company other than ours as its own would show in what it makes by hand.</summary>
    private async Task UserAsync(CancellationToken cancellationToken)
    {
        JsonElement? context = await client.CallAsync(new OdooCall { Model = "res.users", Method = "context_get", IsRead = true }, cancellationToken).ConfigureAwait(false);
        string? zone = context is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty("tz", out JsonElement tz) && tz.ValueKind == JsonValueKind.String ? tz.GetString() : null;
        _findings.Note("user", $"The user's time zone is {zone ?? "not set"}; invoice dates are reckoned in {options.TimeZone}, as TimeZone says.");
    }

    private async Task CompanyAsync(CancellationToken cancellationToken)
    {
        await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        _findings.Ok("company", $"Company '{options.Company}' has the journals {options.SalesJournal} and {options.BankJournal}.");
        long seen = await client.SearchCountAsync("res.company", OdooDomain.All, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (seen > 1)
        {
            _findings.Warn(
                "company", $"The user works in {seen} companies; what is not asked within one company shows records of all of them.",
                "Give it the companies of the systems that log in as it, and no others; one user for each company is safest.");
        }
    }

    private async Task MappingsAsync(List<Currency> currencies, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> missing = await preflight.MappingsAsync(currencies, cancellationToken).ConfigureAwait(false);
        foreach (string sentence in missing)
        {
            _findings.Fail("mappings", sentence, null);
        }

        if (missing.Count == 0)
        {
            _findings.Ok("mappings", $"All {options.Taxes.Count} taxes and {options.Products.Count} products that are mapped are there.");
        }
    }
}
