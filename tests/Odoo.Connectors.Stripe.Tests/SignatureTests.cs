using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Stripe.Internal.Webhooks;

namespace Odoo.Connectors.Stripe.Tests;

public sealed class SignatureTests
{
    private static readonly JsonObject Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "signature_vectors.json")))!.AsObject();

    public static TheoryData<string> Names => [.. Vectors["cases"]!.AsArray().Select(c => c!["name"]!.GetValue<string>())];

    [Fact]
    public void Vectors_OfTheFixture_AreThirteen() => Assert.Equal(13, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Failure_OfVector_IsAsExpected(string name)
    {
        JsonNode vector = Vectors["cases"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == name)!;

        string? failure = Check(vector, Vectors["secret"]!.GetValue<string>());

        Assert.Equal(vector["expect"]!.GetValue<string>() == "accept", failure is null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Failure_OfSeveralSecrets_AcceptsAnyOfThem(int place)
    {
        JsonNode valid = Vectors["cases"]![0]!;
        string[] secrets = ["whsec_DUMMYother", "whsec_DUMMYother"];
        secrets[place] = Vectors["secret"]!.GetValue<string>();

        Assert.Null(Check(valid, secrets));
        Assert.NotNull(Check(valid, "whsec_DUMMYother", "", " "));
        Assert.NotNull(Check(valid));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("t=,v1=")]
    [InlineData("t=-1788224406,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("v1=00,t")]
    [InlineData(",,,=,=,")]
    public void Failure_OfMalformedHeader_IsNamed(string? header)
    {
        string? failure = SignatureCheck.Failure(header, "{}"u8, ["whsec_DUMMY"], TimeSpan.FromSeconds(300), DateTimeOffset.UnixEpoch);

        Assert.Equal("The Stripe-Signature header is missing or not complete.", failure);
    }

    private static string? Check(JsonNode vector, params string[] secrets) => SignatureCheck.Failure(
        vector["header"]!.GetValue<string>(),
        Encoding.UTF8.GetBytes(vector["body"]!.GetValue<string>()),
        secrets,
        TimeSpan.FromSeconds(Vectors["tolerance_seconds"]!.GetValue<int>()),
        DateTimeOffset.FromUnixTimeSeconds(vector["now"]!.GetValue<long>()));
}
