using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Many customers are looked up together.</summary>
public sealed class CompanyFinderTests : IAsyncDisposable
{
    private static readonly TimeSpan s_lag = TimeSpan.FromMinutes(1);
    private readonly Portal _portal = new(
        new HubSpotEmulatorOptions { PortalId = Rig.Portal, SearchDelay = s_lag, SearchesPerSecond = 1_000, TenSecondRequests = 10_000 }, o => o.VatProperty = "vat_number");

    public CompanyFinderTests() => _portal.Emulator.DefineProperty("companies", "vat_number");

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    /// <summary>HubSpot takes 3,000 characters in a search; the emulator refuses more.</summary>
    [Fact]
    public async Task Find_HundredCustomers_AreAskedInFewSearchesAndAnsweredEach()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(i => _portal.Emulator.Create("companies", ("name", $"C{i}"), ("domain", $"customer-number-{i}.example")))];
        _portal.Rig.Clock.Advance(s_lag);
        ExternalRef[] questions = [.. Enumerable.Range(0, 100).Select(i => Ask($"vat:BE{1_000_000_000L + i}", $"domain:customer-number-{i}.example"))];

        IReadOnlyDictionary<ExternalRef, byte[]?> answers = await _portal.Rig.Adapter.ReadManyAsync(questions, Rig.Token);

        Assert.Equal(100, answers.Count);
        Assert.All(questions.Take(50).Zip(ids), q => Assert.Contains($"\"{q.Second}\"", Encoding.UTF8.GetString(answers[q.First]!), StringComparison.Ordinal));
        Assert.All(questions.Skip(50), q => Assert.Null(answers[q]));
        // Of each customer 2 numbers and 2 domains, some 110 characters: 2,000 hold at least 15 customers.
        Assert.InRange(Searches, 2, 7);
    }

    [Fact]
    public async Task Find_MoreThanAPageTogether_IsAskedAlone()
    {
        for (int i = 0; i < 201; i++)
        {
            _portal.Emulator.Create("companies", ("name", $"C{i}"), ("domain", "many.example"));
        }

        string last = _portal.Emulator.Create("companies", ("name", "Last"), ("domain", "last.example"));
        _portal.Rig.Clock.Advance(s_lag);

        Assert.Empty(await _portal.Rig.Adapter.ReadManyAsync([Ask("domain:many.example"), Ask("domain:last.example")], Rig.Token));
        Assert.Contains($"\"{last}\"", Encoding.UTF8.GetString((await _portal.Rig.Adapter.ReadAsync(Ask("domain:last.example"), Rig.Token))!), StringComparison.Ordinal);
        Assert.NotNull(await _portal.Rig.Adapter.ReadAsync(Ask("domain:many.example"), Rig.Token));
    }

    /// <summary>The search shows a company as it was: what it is now counts.</summary>
    [Fact]
    public async Task Find_CompanyThatChangedSince_IsNone()
    {
        string company = _portal.Emulator.Create("companies", ("name", "North Peak"), ("domain", "northpeak.example"));
        _portal.Rig.Clock.Advance(s_lag);
        _portal.Emulator.Update("companies", company, ("domain", "southpeak.example"));

        Assert.Null(await _portal.Rig.Adapter.ReadAsync(Ask("domain:northpeak.example"), Rig.Token));
        Assert.Equal(1, Searches);
    }

    [Fact]
    public async Task Find_KeysThatNoPropertyHolds_AskNobody()
    {
        Assert.Null(await _portal.Rig.Adapter.ReadAsync(Ask("registry:HRB 1234"), Rig.Token));
        Assert.Empty(_portal.Emulator.Calls);
    }

    private int Searches => _portal.Emulator.Calls.Count(c => c.Path.EndsWith("/companies/search", StringComparison.Ordinal));

    private static ExternalRef Ask(params string[] keys) => new("crm", "company-match", string.Join('\n', keys));
}
