using System.Text.Json.Nodes;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>verify-webhook</c>: what is genuine is accepted, everything else is refused with a reason.</summary>
public sealed class VerifyWebhookTests : IDisposable
{
    private static readonly JsonNode Stripe = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "stripe", "signature_vectors.json")))!;

    private static readonly JsonNode HubSpot = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "hubspot", "signature_v3_vectors.json")))!;

    private static readonly JsonNode Chargebee = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "chargebee", "webhook_basic_auth_vectors.json")))!;

    private readonly Tool _tool = new();

    public static TheoryData<string> ChargebeeCases => [.. Chargebee["cases"]!.AsArray().Select(c => (string)c!["name"]!)];

    public static TheoryData<string> HubSpotCases => [.. HubSpot["cases"]!.AsArray().Select(c => (string)c!["name"]!)];

    public static TheoryData<string> StripeCases => [.. Stripe["cases"]!.AsArray().Select(c => (string)c!["name"]!)];

    [Theory]
    [MemberData(nameof(StripeCases))]
    public async Task Verify_AVectorOfStripe_IsAsExpected(string name)
    {
        JsonNode vector = Stripe["cases"]!.AsArray().Single(c => (string)c!["name"]! == name)!;
        (int code, string output, string error) = await _tool.RunAsync(
            "verify-webhook", "stripe", "--secret", (string)Stripe["secret"]!, "--header", $"Stripe-Signature: {vector["header"]}", "--now", $"{vector["now"]}",
            _tool.Write("body", (string)vector["body"]!));
        bool accept = (string?)vector["expect"] == "accept";
        Assert.Equal((accept ? 0 : 1, ""), (code, error));
        Assert.Matches(accept ? @"\Aaccepted\n\z" : @"\Arefused: The .+\.\n\z", output);
    }

    [Theory]
    [MemberData(nameof(HubSpotCases))]
    public async Task Verify_AVectorOfHubSpot_IsAsExpected(string name)
    {
        JsonNode vector = HubSpot["cases"]!.AsArray().Single(c => (string)c!["name"]! == name)!;
        string[] headers = [.. new[] { ("X-HubSpot-Signature-v3", vector["signature"]), ("X-HubSpot-Request-Timestamp", vector["timestamp"]) }
            .Where(h => h.Item2 is not null).SelectMany(h => new[] { "--header", $"{h.Item1}: {h.Item2}" })];
        (int code, string output, string error) = await _tool.RunAsync(
        [
            "verify-webhook", "hubspot", "--secret", (string)HubSpot["client_secret"]!, "--method", (string)vector["method"]!, "--url", (string)vector["uri"]!,
            "--now", $"{vector["now"]}", .. headers, _tool.Write("body", (string)vector["body"]!),
        ]);
        bool accept = (string?)vector["expect"] == "accept";
        Assert.Equal((accept ? 0 : 1, ""), (code, error));
        Assert.Matches(accept ? @"\Aaccepted\n\z" : @"\Arefused: .+\.\n\z", output);
    }

    [Theory]
    [MemberData(nameof(ChargebeeCases))]
    public async Task Verify_AVectorOfChargebee_IsAsExpected(string name)
    {
        JsonNode vector = Chargebee["cases"]!.AsArray().Single(c => (string)c!["name"]! == name)!;
        string[] header = vector["authorization"] is { } given ? ["--header", $"Authorization: {given}"] : [];
        (int code, string output, string error) = await _tool.RunAsync(
            ["verify-webhook", "chargebee", "--secret", $"{Chargebee["configured"]!["username"]}:{Chargebee["configured"]!["password"]}", .. header, _tool.Write("body", "{}")]);
        bool accept = (string?)vector["expect"] == "accept";
        Assert.Equal((accept ? 0 : 1, ""), (code, error));
        Assert.Matches(accept ? @"\Aaccepted\n\z" : @"\Arefused: The .+\.\n\z", output);
    }

    [Fact]
    public async Task Verify_WithSeveralSecretsFromVariables_AcceptsAnyOfThemAndPrintsNone()
    {
        JsonNode vector = Stripe["cases"]![0]!;
        (_tool.Environment["OLD"], _tool.Environment["NEW"]) = ("whsec_other", (string)Stripe["secret"]!);
        string[] rest = ["--header", $"stripe-signature: {vector["header"]}", "--now", "2026-09-01T01:00:16Z", _tool.Write("body", (string)vector["body"]!)];
        (int both, string output, _) = await _tool.RunAsync(["verify-webhook", "stripe-us", "--secret-env", "OLD", "--secret-env", "NEW", .. rest]);
        Assert.Equal((0, "accepted\n"), (both, output));
        (int one, string refused, string error) = await _tool.RunAsync(["verify-webhook", "stripe-us", "--secret-env", "OLD", .. rest]);
        Assert.Equal(1, one);
        Assert.DoesNotContain("whsec", refused + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No secret is given", "--header", "a: b")]
    [InlineData("--secret-env names NONE, which is not set", "--secret-env", "NONE")]
    [InlineData("--header takes a name, a colon and the value", "--secret", "s", "--header", "ab")]
    [InlineData("--now yesterday is no time", "--secret", "s", "--now", "yesterday")]
    public async Task Verify_WhatCannotBeUsed_EndsWith2(string words, params string[] args)
    {
        (int code, _, string error) = await _tool.RunAsync(["verify-webhook", "stripe", _tool.Write("body", "{}"), .. args]);
        Assert.Equal(2, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AFileThatIsNotThere_EndsWith2()
    {
        (int code, _, string error) = await _tool.RunAsync("verify-webhook", "stripe", "--secret", "s", _tool["none"]);
        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
