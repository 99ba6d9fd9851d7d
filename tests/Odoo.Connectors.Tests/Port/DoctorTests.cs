using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>What the doctor says of Odoos that lack something, and that it only reads.</summary>
public sealed class DoctorTests
{
    private static readonly string[] Reads =
        ["version", "authenticate", "has_access", "has_group", "search", "search_count", "search_read", "read", "fields_get", "context_get", "check_object_reference", "get_external_id", "run"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Examine_LeastPrivilegeUserWithAKey_NothingIsWrongAndNothingIsWritten()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.Secret = Key);
        IReadOnlyList<OdooFinding> findings = await ExamineAsync(bench, "EUR");

        Assert.DoesNotContain(findings, f => f.Level is OdooFindingLevel.Error or OdooFindingLevel.Warning);
        string[] checks =
        [
            "server", "login", "api-key", "user", "groups", "rights", "company", "effect-action", "mappings", "rounding", "lock-dates", "languages", "precision", "subscriptions",
            "outstanding-accounts",
        ];
        Assert.Equal(checks.Order(), findings.Select(f => f.Check).Distinct().Order());
        Assert.All(bench.Emulator.Calls, c => Assert.Contains(c.Method, Reads));

        // The only run of the action is the probe, which has no effects.
        Assert.All(bench.Emulator.Calls.Where(c => c.Method == "run"), c => Assert.DoesNotContain("\"key\"", c.Arguments, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("account.group_account_invoice", OdooFindingLevel.Error)]
    [InlineData("sales_team.group_sale_salesman_all_leads", OdooFindingLevel.Error)]
    [InlineData("base.group_partner_manager", OdooFindingLevel.Warning)] // salespeople make contacts too
    public async Task Examine_UserLacksAGroup_NamesIt(string lacking, OdooFindingLevel level)
    {
        string[] groups = [.. Needed.Where(g => g != lacking)];
        await using PortBench bench = await StartAsync(groups);

        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f is { Check: "groups" });

        Assert.Equal(level, found.Level);
        Assert.Contains($"not in {lacking}", found.Message, StringComparison.Ordinal);
        Assert.Equal($"Add it to {lacking}.", found.Remedy);
    }

    [Fact]
    public async Task Examine_UserLacksARight_NamesIt()
    {
        await using PortBench bench = await StartAsync([.. Needed.Where(g => g != "account.group_account_invoice")]);
        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f is { Check: "rights", Level: OdooFindingLevel.Error });
        Assert.Contains("create account.move, write account.move, create account.payment", found.Message, StringComparison.Ordinal);
        Assert.Contains("unlink account.partial.reconcile, read account.account, read account.journal", found.Message, StringComparison.Ordinal);
        Assert.Contains("read account.partial.reconcile", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("base.group_system", "create res.users, write res.company, create res.currency.rate, write ir.actions.server, read ir.cron")]
    [InlineData("account.group_account_manager", "create account.tax, create res.currency.rate")]
    [InlineData("product.group_product_manager", "create product.product")]
    [InlineData("sales_team.group_sale_manager", null)]
    [InlineData("base.group_allow_export", null)]
    public async Task Examine_UserHasAGroupTooMany_NamesItAndWhatItAllows(string group, string? rights)
    {
        await using PortBench bench = await StartAsync([.. Needed, group]);

        IReadOnlyList<OdooFinding> findings = await ExamineAsync(bench);

        OdooFinding found = Assert.Single(findings, f => f.Check == "groups" && f.Message.StartsWith($"The user is in {group}:", StringComparison.Ordinal));
        Assert.Equal(OdooFindingLevel.Warning, found.Level);
        Assert.StartsWith($"Take it out of {group}", found.Remedy, StringComparison.Ordinal);
        OdooFinding right = Assert.Single(findings, f => f.Check == "rights");
        Assert.Equal(rights is null ? OdooFindingLevel.Ok : OdooFindingLevel.Warning, right.Level);
        Assert.Contains(rights ?? "", right.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_UserOfTwoCompanies_IsToldSo()
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Steps,
            o => (o.Login, o.Secret) = ("two", "two-secret-1"),
            o => o.Users.Add(new OdooEmulatorUser { Login = "two", Password = "two-secret-1", Groups = [.. Needed], Companies = ["Contract BE", "My Company"] }));
        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f is { Check: "company", Level: OdooFindingLevel.Warning });
        Assert.Contains("2 companies", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_WrongSecret_EndsThereWithoutNamingIt()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o => o.Secret = "canary-4711");
        IReadOnlyList<OdooFinding> findings = await ExamineAsync(bench);
        Assert.Equal(OdooFindingLevel.Error, Assert.Single(findings, f => f.Check == "login").Level);
        Assert.DoesNotContain(findings, f => f.Check == "company");
        Assert.DoesNotContain(findings, f => f.ToString().Contains("canary-4711", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(13, OdooFindingLevel.Warning, "ends on 2026-03-29")]
    [InlineData(40, OdooFindingLevel.Ok, "does so on 2026-04-25")]
    public async Task Examine_KeyWithAnEnd_IsDueTwoWeeksBefore(int days, OdooFindingLevel level, string words)
    {
        Noon clock = new(new DateTimeOffset(2026, 3, 16, 12, 0, 0, TimeSpan.Zero));
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Steps, o => (o.Login, o.Secret) = ("keyed", "k" + Key[1..]),
            o =>
            {
                o.TimeProvider = clock;
                o.Users.Add(new OdooEmulatorUser { Login = "keyed", Password = "keyed-secret-1", Groups = [.. Needed] });
            },
            b => b.Services.AddSingleton<TimeProvider>(clock));
        bench.Emulator.AddApiKey("keyed", "k" + Key[1..], clock.GetUtcNow().AddDays(days));

        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f.Check == "api-key");

        Assert.Equal(level, found.Level);
        Assert.Contains(words, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_PasswordInUse_AsksForAKey()
    {
        await using PortBench bench = await StartAsync(Needed);
        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f.Check == "api-key");
        Assert.Equal((OdooFindingLevel.Warning, true), (found.Level, found.Message.Contains("password", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2020-12-31", OdooFindingLevel.Note)]
    [InlineData("2999-12-31", OdooFindingLevel.Warning)]
    public async Task Examine_LockedPeriod_TellsItsDates(string day, OdooFindingLevel level)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps);
        await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(bench.Emulator.CompanyId), new JsonObject { ["sale_lock_date"] = day }]);
        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f.Check == "lock-dates");
        Assert.Equal(level, found.Level);
        Assert.Contains($"sale_lock_date {day}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_Currencies_TellsRatesAndPricelistsThatAreMissing()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, odoo: o => o.PricelistCurrencies.Add("USD"));
        await bench.Odoo.CallAsync("res.currency", "write", [new JsonArray((long)(await bench.Odoo.SearchReadAsync(
            "res.currency", [new JsonArray("name", "=", "GBP"), new JsonArray("active", "in", new JsonArray(true, false))], "name"))[0]!["id"]!), new JsonObject { ["active"] = true }]);

        IReadOnlyList<OdooFinding> findings = await ExamineAsync(bench, "EUR", "USD", "GBP");

        // The newest rate of USD is of 1 July 2026 in the contract's set-up; GBP has none and no pricelist.
        Assert.Contains("USD is of 2026-07-01", Assert.Single(findings, f => f.Check == "rates" && f.Level != OdooFindingLevel.Error).Message, StringComparison.Ordinal);
        Assert.Contains("no rate of GBP", Assert.Single(findings, f => f is { Check: "rates", Level: OdooFindingLevel.Error }).Message, StringComparison.Ordinal);
        Assert.Contains("no pricelist in GBP", Assert.Single(findings, f => f.Check == "mappings").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_MappedToWhatIsNotThere_IsAnErrorThatNamesTheSetting()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o => (o.Taxes["vat19"], o.Products["gold"]) = ("account.{company}_nosuch", "NO-SUCH"));
        IReadOnlyList<OdooFinding> findings = await ExamineAsync(bench);
        Assert.Single(findings, f => f is { Check: "mappings", Level: OdooFindingLevel.Error } && f.Message.Contains("vat19", StringComparison.Ordinal));
        Assert.Single(findings, f => f is { Check: "mappings", Level: OdooFindingLevel.Error } && f.Message.Contains("NO-SUCH", StringComparison.Ordinal));
    }

    /// <summary>Days of service are read of two fields; a stock Odoo has none, one of the wrong type tells no day, and one that Odoo computes cannot be searched.</summary>
    [Theory]
    [InlineData("x_first", null, "has no field 'x_first'", "Systems:odoo:ServiceStartField")]
    [InlineData("x_first", "datetime", "'x_first' of account.move.line is no stored date (x_first: datetime)", "Systems:odoo:ServiceStartField")]
    [InlineData("payment_date", null, "'payment_date' of account.move.line is no stored date (payment_date: date)", "Systems:odoo:ServiceStartField")]
    [InlineData("x_first", "date", null, null)]
    public async Task Examine_FieldsOfService_AreThereAsDates(string field, string? type, string? words, string? setting)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o => (o.ServiceStartField, o.ServiceEndField) = (field, "x_last"));
        bench.Emulator.DeclareField("account.move.line", "x_last", "date");
        if (type is not null)
        {
            bench.Emulator.DeclareField("account.move.line", field, type);
        }

        IEnumerable<OdooFinding> wrong = (await ExamineAsync(bench)).Where(f => f is { Check: "mappings", Level: OdooFindingLevel.Error });

        if (words is null)
        {
            Assert.Empty(wrong);
            return;
        }

        OdooFinding found = Assert.Single(wrong);
        Assert.Contains(words, found.Message, StringComparison.Ordinal);
        Assert.Contains(setting!, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_EffectActionNotThere_SaysHowToInstallIt()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o => o.Effects = OdooEffects.Auto, o => o.EffectActionInstalled = false);
        OdooFinding found = Assert.Single(await ExamineAsync(bench), f => f.Check == "effect-action");
        Assert.Equal(OdooFindingLevel.Note, found.Level);
        Assert.Contains("install-effects", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, OdooFindingLevel.Note, "cannot read its body")]
    [InlineData(true, OdooFindingLevel.Warning, "is not the one that this package ships")]
    public async Task Examine_EffectActionWasEdited_IsSeenByWhoMayReadIt(bool asAdministrator, OdooFindingLevel level, string words)
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Action, o => (o.Login, o.Secret) = asAdministrator ? ("admin", "admin") : (o.Login, o.Secret));
        await bench.Odoo.CallAsync(
            "ir.actions.server", "write", [new JsonArray(bench.Emulator.EffectActionId), new JsonObject { ["code"] = "# Odoo.Connectors effect action, protocol 2.\n# edited\n" }]);
        List<OdooFinding> found = [.. (await ExamineAsync(bench)).Where(f => f.Check == "effect-action")];
        Assert.Equal(OdooFindingLevel.Ok, found[0].Level);
        Assert.Equal(level, found[1].Level);
        Assert.Contains(words, found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_PerLineRounding_IsTold()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps);
        await bench.Odoo.CallAsync("res.company", "write", [new JsonArray(bench.Emulator.CompanyId), new JsonObject { ["tax_calculation_rounding_method"] = "round_per_line" }]);
        Assert.Contains("each line", Assert.Single(await ExamineAsync(bench), f => f.Check == "rounding").Message, StringComparison.Ordinal);
    }

    private static readonly string[] Needed = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads"];

    /// <summary>The emulator's key of the integration user.</summary>
    private const string Key = "0000000000000000000000000000000000000002";

    private static Task<PortBench> StartAsync(string[] groups) => PortBench.StartAsync(
        PortTarget.Steps,
        o => (o.Login, o.Secret) = ("doctored", "doctored-secret-1"),
        o => o.Users.Add(new OdooEmulatorUser { Login = "doctored", Password = "doctored-secret-1", Groups = groups }));

    private static async Task<IReadOnlyList<OdooFinding>> ExamineAsync(PortBench bench, params string[] currencies)
    {
        IOdooDoctor doctor = (IOdooDoctor)bench.Services.GetServices<IConnectedSystem>().Single(s => s.Name == "odoo");
        IReadOnlyList<OdooFinding> findings = await doctor.ExamineAsync(currencies.Select(Currency.Parse), Cancel);
        bench.AllowWithoutCompany();
        return findings;
    }

    /// <summary>It is always the same moment.</summary>
    private sealed class Noon(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
