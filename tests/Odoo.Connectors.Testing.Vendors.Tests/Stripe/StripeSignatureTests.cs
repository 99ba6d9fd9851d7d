using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class StripeSignatureTests
{
    private static readonly JsonObject Vectors = Fixture.Object("Stripe/signature_vectors.json");

    [Theory]
    [InlineData("valid")]
    [InlineData("valid at exactly 300 s")]
    [InlineData("non-ASCII body, UTF-8 bytes")]
    public void Create_VectorToAccept_WritesItsHeader(string name)
    {
        JsonObject vector = Case(name);
        string header = vector["header"]!.GetValue<string>();

        string signed = StripeSignature.Create(Body(vector), SignedAt(header), Vectors["secret"]!.GetValue<string>());

        Assert.Equal(header, signed);
    }

    [Theory]
    [InlineData("body changed by one byte")]
    [InlineData("timestamp changed")]
    [InlineData("wrong secret")]
    public void Create_VectorToReject_WritesAnotherHeader(string name)
    {
        JsonObject vector = Case(name);
        string header = vector["header"]!.GetValue<string>();

        string signed = StripeSignature.Create(Body(vector), SignedAt(header), Vectors["secret"]!.GetValue<string>());

        Assert.NotEqual(header, signed);
    }

    [Fact]
    public void Create_TwoSecrets_WritesTwoSignatures()
    {
        JsonObject vector = Case("valid");
        string header = vector["header"]!.GetValue<string>();

        string signed = StripeSignature.Create(Body(vector), SignedAt(header), "whsec_old", Vectors["secret"]!.GetValue<string>());

        Assert.Equal(3, signed.Split(',').Length);
        Assert.EndsWith(header[header.IndexOf(",v1=", StringComparison.Ordinal)..], signed, StringComparison.Ordinal);
    }

    private static JsonObject Case(string name) =>
        Vectors["cases"]!.AsArray().Select(vector => vector!.AsObject()).Single(vector => vector["name"]!.GetValue<string>() == name);

    private static byte[] Body(JsonObject vector) => Encoding.UTF8.GetBytes(vector["body"]!.GetValue<string>());

    private static DateTimeOffset SignedAt(string header) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(header.Split(',')[0]["t=".Length..], CultureInfo.InvariantCulture));
}
