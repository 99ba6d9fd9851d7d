using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceJwtTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("signature", "invalid assertion")]
    [InlineData("algorithm", "invalid assertion")]
    [InlineData("audience", "audience is invalid")]
    [InlineData("issuer", "user hasn't approved this consumer")]
    [InlineData("subject", "user hasn't approved this consumer")]
    [InlineData("expired", "expired authorization code")]
    [InlineData("far", "invalid assertion")]
    public async Task Token_ByAssertion_ChecksSignatureAndClaims(string wrong, string? description)
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero));
        await using var emulator = new SalesforceEmulator(new SalesforceEmulatorOptions { JwtPublicKey = key.ExportSubjectPublicKeyInfoPem(), Username = "hub@northpeak.example" }, clock);
        using var client = new HttpClient(emulator.CreateHandler()) { BaseAddress = emulator.Url };
        var claims = new JsonObject
        {
            ["iss"] = wrong == "issuer" ? "other" : "emulator-client",
            ["sub"] = wrong == "subject" ? "other" : "hub@northpeak.example",
            ["aud"] = wrong == "audience" ? "https://login.salesforce.com" : "https://test.salesforce.com",
            ["exp"] = clock.GetUtcNow().ToUnixTimeSeconds() + (wrong == "expired" ? 0 : wrong == "far" ? 301 : 120),
        };

        using HttpResponseMessage response = await LogInAsync(client, Assertion(wrong == "signature" ? other : key, claims, wrong == "algorithm" ? "HS256" : "RS256"));

        JsonNode answer = await Fixture.JsonAsync(response);
        Assert.Equal(description is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(description, answer["error_description"]?.ToString());
        Assert.Equal(description is null ? null : "invalid_grant", answer["error"]?.ToString());
    }

    [Fact]
    public async Task Token_ByAssertionWithoutAKey_IsRefused()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await LogInAsync(org.Client, "a.b.c");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task ChangeClientSecret_OldSecret_IsRefused()
    {
        await using Org org = await Org.CreateAsync();

        org.Emulator.ChangeClientSecret("another");

        using HttpResponseMessage old = await Org.TokenAsync(org.Client, "emulator-secret");
        using HttpResponseMessage changed = await Org.TokenAsync(org.Client, "another");
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client, string assertion)
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer", ["assertion"] = assertion,
        });
        return client.PostAsync(new Uri("/services/oauth2/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private static string Assertion(RSA key, JsonObject claims, string algorithm)
    {
        string signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}"}"""))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
