using System.Text;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Webhooks;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class SignatureTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(Fixture.Text("signature_v3_vectors")).RootElement;

    public static TheoryData<string> Cases => [.. Vectors.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SignatureV3_Vector_IsAcceptedOrRefusedAsItSays(string name)
    {
        JsonElement vector = Vectors.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

        string? failure = SignatureV3.Failure(
            new SignedRequest(Text(vector, "method")!, Text(vector, "uri")!, Encoding.UTF8.GetBytes(Text(vector, "body")!)),
            Text(vector, "signature"),
            Text(vector, "timestamp"),
            [Vectors.GetProperty("client_secret").GetString()!],
            DateTimeOffset.FromUnixTimeMilliseconds(vector.GetProperty("now").GetInt64()));

        Assert.Equal(Text(vector, "expect") == "accept", failure is null);
    }

    [Fact]
    public void SignatureV3_Address_IsDecodedByTheDocumentedEscapesAlone()
    {
        JsonElement[] decoded = [.. Vectors.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("uri_hashed", out _))];

        Assert.Equal(2, decoded.Length);
        Assert.All(decoded, c => Assert.Equal(Text(c, "uri_hashed"), SignatureV3.Decode(Text(c, "uri")!)));
        Assert.All(Vectors.GetProperty("decode_map").EnumerateObject(), e => Assert.Equal(e.Value.GetString(), SignatureV3.Decode(e.Name)));
        Assert.Equal("%25%20%3", SignatureV3.Decode("%25%20%3"));
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void SignatureV3_InTheFuture_IsRefusedBeyondTheWindow(long ahead, bool isAccepted)
    {
        DateTimeOffset signedAt = DateTimeOffset.FromUnixTimeMilliseconds(1693657560000);

        Assert.Equal(isAccepted, SdkVector(signedAt.AddMilliseconds(-ahead), [Secret]) is null);
    }

    [Fact]
    public void SignatureV3_TwoSecrets_AnyOfThemIsGood()
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(1693657560000);

        Assert.Null(SdkVector(now, ["the next one", Secret]));
        Assert.Null(SdkVector(now, [Secret, "the next one"]));
        Assert.NotNull(SdkVector(now, ["the next one"]));
    }

    [Fact]
    public void SignatureV1_Vector_IsAcceptedAndNothingElseIs()
    {
        JsonElement legacy = Vectors.GetProperty("legacy");
        byte[] body = Encoding.UTF8.GetBytes(legacy.GetProperty("body").GetString()!);
        string signature = legacy.GetProperty("v1_sha256_hex(secret+body)").GetString()!;

        Assert.Null(SignatureV1.Failure(body, signature, "v1", ["other", Secret]));
        Assert.NotNull(SignatureV1.Failure(body, signature, "v2", [Secret]));
        Assert.NotNull(SignatureV1.Failure(body, signature, "v1", ["other"]));
        Assert.NotNull(SignatureV1.Failure([.. body, 32], signature, "v1", [Secret]));
        Assert.NotNull(SignatureV1.Failure(body, legacy.GetProperty("v2_sha256_hex(secret+method+uri+body)").GetString(), "v1", [Secret]));
    }

    private static string Secret => Vectors.GetProperty("client_secret").GetString()!;

    private static string? SdkVector(DateTimeOffset now, string[] secrets) => SignatureV3.Failure(
        new SignedRequest("POST", "https://www.example.com/webhook_uri", "{'example_field':'example_value'}"u8.ToArray()),
        "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=", "1693657560000", secrets, now);

    private static string? Text(JsonElement vector, string name) => vector.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Null } => null,
        var number => number.GetRawText(),
    };
}
