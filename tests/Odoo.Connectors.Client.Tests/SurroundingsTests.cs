using System.Globalization;
using System.Runtime.CompilerServices;

namespace Odoo.Connectors.Client.Tests;

/// <summary>
/// All tests of this project run half a day from UTC and under a culture that writes numbers and dates unlike Odoo: other digits and
/// signs, another calendar. What goes to Odoo or comes from it must not depend on either.
/// </summary>
public sealed class SurroundingsTests
{
    /// <summary>Names another culture for a run: <c>ODOO_TEST_CULTURE=th-TH dotnet test --project …</c>.</summary>
    private const string Variable = "ODOO_TEST_CULTURE";

    [Fact]
    public void Tests_OfThisProject_RunFarFromUtcUnderAnotherCulture()
    {
        Assert.Equal("Pacific/Auckland", TimeZoneInfo.Local.Id);
        Assert.InRange(TimeZoneInfo.Local.BaseUtcOffset, TimeSpan.FromHours(12), TimeSpan.FromHours(13));
        Assert.Equal(Wanted, CultureInfo.CurrentCulture.Name);
        Assert.Equal(Wanted, CultureInfo.DefaultThreadCurrentCulture?.Name);
        if (Wanted == "ar-SA" && !IsInvariant)
        {
            Assert.NotEqual("2026-11-29", new DateTime(2026, 11, 29, 0, 0, 0, DateTimeKind.Utc).ToString("yyyy-MM-dd", CultureInfo.CurrentCulture));
            Assert.NotEqual("-1.5", (-1.5m).ToString(CultureInfo.CurrentCulture));
        }
    }

    private static string Wanted => Environment.GetEnvironmentVariable(Variable) ?? "ar-SA";

    // A machine without ICU knows no cultures but their names.
    private static bool IsInvariant => AppContext.TryGetSwitch("System.Globalization.Invariant", out bool invariant) && invariant
        || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true";

#pragma warning disable CA2255 // Before the first test, whichever it is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("TZ", "Pacific/Auckland");
        TimeZoneInfo.ClearCachedData();
        var culture = new CultureInfo(Wanted);
        CultureInfo.CurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentCulture = culture;
    }
}
