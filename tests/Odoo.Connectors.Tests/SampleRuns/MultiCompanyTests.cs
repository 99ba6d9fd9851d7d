namespace Odoo.Connectors.Tests.SampleRuns;

/// <summary>Three companies on two Odoo servers, as a person plays them.</summary>
public sealed class MultiCompanyTests
{
    /// <summary>
    /// 3 invoices of 483.88, 96.78 and 483.88 in Belgium, 2 of 344.78 in America, 2 of 21,632 in Japan: the arithmetic of their taxes is in Expected.cs. One
    /// instant is 1 April in Brussels and 31 March in Los Angeles; what is of the closed April there is booked on 1 May.
    /// </summary>
    [Fact]
    public async Task Run_WithoutSettings_EachCompanyHoldsItsDocumentsOfItsOwnDays()
    {
        (int code, string output) = await SampleProcess.RunAsync("MultiCompany");
        Assert.True(code == 0, output);
        Assert.Matches(@"BE: Kanaal Fietsen BV, 2026-04-01 .*INV/2026/00001 on 2026-04-01: 399\.90 \+ 83\.98 = 483\.88 EUR, open 0\.00 .*ok", output);
        Assert.Matches(@"US: Pacific Rowing Inc, 2026-03-31 .*-0001 on 2026-03-31: 318\.50 \+ 26\.28 = 344\.78 USD, open 0\.00 .*ok", output);
        Assert.Matches(@"US: Pacific Rowing Inc, 2026-04-30 .*-0002 on 2026-05-01: 318\.50 \+ 26\.28 = 344\.78 USD, open 0\.00 .*ok", output);
        Assert.Matches(@"JP: Sumida Rowing KK, 2026-04-01 .*KK/2026/00001 on 2026-04-01: 19665 \+ 1967 = 21632 JPY, open 0 .*ok", output);
        Assert.Matches(@"odoo-be .*invoice .*3 +1064\.54 EUR .*3 +1064\.54 EUR .*equal", output);
        Assert.Contains("Configuration unrouted: hubspot/deal/", output, StringComparison.Ordinal);
        Assert.Contains("Every check holds: 16 of 16 checks, 0 open cases.", output, StringComparison.Ordinal);
    }
}
