using System.Text.Json.Nodes;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>Every payload of the CRMs that is at hand; a new one is met by this test without being named.</summary>
public sealed class CrmPayloadTests : IDisposable
{
    private readonly Tool _tool = new();

    /// <summary>Nothing that a vendor's page shows makes the tool fail, and each is mapped or told for what it is; only what failed ends with 1.</summary>
    [Theory]
    [InlineData("salesforce", "collections_upsert_partial_failure.json oauth_error_user_not_approved.json")]
    [InlineData("hubspot", "batch_create_207_multistatus.json")]
    public async Task Decode_EveryPayloadThatIsAtHand_IsUnderstood(string vendor, string failed)
    {
        string folder = Path.Combine(Schemas.Fixtures() ?? "", vendor);
        Assert.SkipUnless(Directory.Exists(folder), "The vendors' payloads are not part of the repository; they are looked for in ../shared/fixtures or ODOO_FIXTURES.");
        int read = 0;
        // Vectors and the answer to an outbound message are none of the vendor's payloads.
        foreach (string file in Directory.EnumerateFiles(folder).Where(f => !f.Contains("vectors", StringComparison.Ordinal) && !f.Contains("_ack", StringComparison.Ordinal)))
        {
            string name = Path.GetFileName(file);
            string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            JsonObject? wrapped = name.EndsWith(".json", StringComparison.Ordinal) && JsonNode.Parse(text) is JsonObject { } whole && whole["status"] is JsonValue && whole["body"] is not null ? whole : null;
            string payload = _tool.Write(name, wrapped?["body"]!.ToJsonString() ?? text);
            (int code, string output, string error) = await _tool.RunAsync(["decode", vendor, payload, .. wrapped is null ? Array.Empty<string>() : ["--status", $"{wrapped["status"]}"]]);
            bool isError = name.StartsWith("error_", StringComparison.Ordinal) || failed.Split(' ').Contains(name);
            Assert.True(error.Length == 0 && code == (isError ? 1 : 0), $"{name}: {code} {error}{output}");
            Assert.Equal(isError, output.Contains(" error    ", StringComparison.Ordinal));
            read++;
        }

        Assert.True(read > 20, $"{read} payloads were read");
    }

    public void Dispose() => _tool.Dispose();
}
