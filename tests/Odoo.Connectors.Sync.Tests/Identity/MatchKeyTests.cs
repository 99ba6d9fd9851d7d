namespace Odoo.Connectors.Sync.Tests.Identity;

public sealed class MatchKeyTests
{
    [Theory]
    [InlineData("BE 0477.472.701", null, "BE0477472701")]
    [InlineData("0477472701", "be", "BE0477472701")]
    [InlineData("123456789", "GR", "EL123456789")]
    [InlineData("0477472701", null, null)]
    [InlineData("n/a", "BE", null)]
    [InlineData(null, "BE", null)]
    public void Vat_AsWritten_IsPrefixAndNumber(string? number, string? country, string? expected) => Assert.Equal(expected, MatchKey.Vat(number, country));

    [Theory]
    [InlineData("https://www.Kanaal.example/shop?x=1", "kanaal.example")]
    [InlineData("kanaal.example", "kanaal.example")]
    [InlineData("billing@Kanaal.example", "kanaal.example")]
    [InlineData("someone@gmail.com", null)]
    [InlineData("http://192.168.0.1/", null)]
    [InlineData("localhost", null)]
    [InlineData("not a site", null)]
    [InlineData(" ", null)]
    public void Domain_AsWritten_IsBareAndNobodysWhereAnybodyHasOne(string? address, string? expected) => Assert.Equal(expected, MatchKey.Domain(address));

    [Theory]
    [InlineData(" Billing@Kanaal.Example ", "billing@kanaal.example")]
    [InlineData("two@at@signs.example", null)]
    [InlineData("@kanaal.example", null)]
    [InlineData("billing@", null)]
    [InlineData(null, null)]
    public void Email_AsWritten_IsLowerCase(string? address, string? expected) => Assert.Equal(expected, MatchKey.Email(address));

    [Theory]
    [InlineData("+32 (0)2 123 45 67", null, "3221234567")]
    [InlineData("0032 2 123 45 67", null, "3221234567")]
    [InlineData("02/123.45.67", "32", "3221234567")]
    [InlineData("02/123.45.67", null, null)]
    [InlineData("112", "32", null)]
    public void Phone_AsWritten_IsInternational(string? number, string? code, string? expected) => Assert.Equal(expected, MatchKey.Phone(number, code));

    [Theory]
    [InlineData("Müller & Co. GmbH", "muller")]
    [InlineData("KANAAL FIETSEN B.V.", "kanaal fietsen")]
    [InlineData("Société Générale S.A.", "societe generale")]
    [InlineData("Straßenbau AG", "strassenbau")]
    [InlineData("GmbH", null)]
    [InlineData(null, null)]
    public void Name_AsWritten_IsWithoutAccentsAndLegalForm(string? name, string? expected) => Assert.Equal(expected, MatchKey.Name(name));
}
