using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>VAT numbers are checked before anything is written; what Odoo refuses all the same becomes the same case.</summary>
public sealed class VatNumberTests
{
    /// <summary>The formats that Odoo shows its users as examples, and further ones with published check digits.</summary>
    [Theory]
    [InlineData("ATU12345675")]
    [InlineData("BE0477472701")]
    [InlineData("BG175074752")]
    [InlineData("CHE-116.281.710 MWST")] // SBB CFF FFS
    [InlineData("CY10259033P")]
    [InlineData("CZ12345679")]
    [InlineData("DE123456788")]
    [InlineData("DK12345674")]
    [InlineData("EE123456780")]
    [InlineData("ESA12345674")]
    [InlineData("FI12345671")]
    [InlineData("FR23334175221")]
    [InlineData("FR53000004605")] // Monaco
    [InlineData("GB123456782")]
    [InlineData("XI123456782")]
    [InlineData("EL123456783")]
    [InlineData("HU12345676")]
    [InlineData("HR01234567896")]
    [InlineData("IE1234567FA")]
    [InlineData("IT12345670017")]
    [InlineData("LT123456715")]
    [InlineData("LU12345613")]
    [InlineData("LV41234567891")]
    [InlineData("MT12345634")]
    [InlineData("NL123456782B90")]
    [InlineData("NO123456785")]
    [InlineData("PL1234567883")]
    [InlineData("PT123456789")]
    [InlineData("RO1234567897")]
    [InlineData("SE123456789701")]
    [InlineData("SI12345679")]
    [InlineData("SK2022749619")]
    public void Number_ThatIsRight_IsTakenAndWithAnotherDigitIsNot(string number)
    {
        string vat = VatNumbers.Normal(number, null)!;
        Assert.True(VatNumbers.IsRight(vat, null));

        // The last digit that is checked is another one.
        int last = vat.StartsWith("SE", StringComparison.Ordinal) ? 11
            : vat.StartsWith("NL", StringComparison.Ordinal) ? 10
            : vat.StartsWith("CHE", StringComparison.Ordinal) ? 11
            : vat.Length - 1 - vat.Reverse().TakeWhile(char.IsAsciiLetter).Count();
        char other = (char)('0' + ((vat[last] - '0' + 1) % 10));
        Assert.False(VatNumbers.IsRight($"{vat[..last]}{other}{vat[(last + 1)..]}", null));
        Assert.False(VatNumbers.IsRight($"{vat}XX", null));
    }

    [Theory]
    [InlineData("0477.472.701", "BE", "BE0477472701")]
    [InlineData("477.472.701", "be", "BE0477472701")]
    [InlineData("123456783", "GR", "EL123456783")]
    [InlineData("116.281.710", "CH", "CHE116281710")]
    [InlineData("12/345/67890", "DE", "1234567890")]
    public void Number_WithoutPrefix_GetsThatOfItsCountryWhereItIsOne(string number, string country, string normal) =>
        Assert.Equal(normal, VatNumbers.Normal(number, country));

    [Theory]
    [InlineData("US12-3456789", null)]
    [InlineData("12/345/67890", "DE")] // a tax office's number
    [InlineData("EU372000041", "US")] // one-stop shop
    [InlineData("123456789", null)]
    public void Number_OfAnotherKind_IsLeftToOdoo(string number, string? country) =>
        Assert.Null(VatNumbers.IsRight(VatNumbers.Normal(number, country)!, country));

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Customer_WithAWrongNumber_IsACaseBeforeAnythingIsWritten(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench) with { VatNumber = "BE0477472700" };
        await bench.PostAsync(Given.ToSend(customer));
        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal((ErrorKind.Validation, "invalid-vat", "VatNumber"), (reason.Kind, reason.Cause, reason.Field));
        Assert.DoesNotContain("0477472700", reason.Message, StringComparison.Ordinal);
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Customer_WithAWrongNumber_GoesWithoutItWhereThePolicySaysSo(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.InvalidVat = FaultyValue.LeaveOut);
        Customer customer = Given.Customer(bench) with { VatNumber = "BE0477472700" };
        await bench.PostAsync(Given.ToSend(customer));
        await bench.AssertNoCasesAsync();
        JsonObject partner = (await bench.FindAsync(EffectKinds.Customer, customer.Ref, "name", "vat"))!;
        Assert.Equal((customer.Name, false), ((string?)partner["name"], (bool)partner["vat"]!));
    }

    /// <summary>We know nothing of EU numbers; Odoo checks that of a Belgian partner by the Belgian rule.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Customer_WhoseNumberOdooRefuses_IsTheSameCase(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench) with { VatNumber = "EU000000000" };
        await bench.PostAsync(Given.ToSend(customer));
        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal((ErrorKind.Validation, "invalid-vat", "VatNumber"), (only.Reason.Kind, only.Reason.Cause, only.Reason.Field));
        Assert.DoesNotContain("000000000", only.Reason.Message, StringComparison.Ordinal);
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
    }
}
