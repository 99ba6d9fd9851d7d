using static Odoo.Connectors.Sync.Tests.Identity.IdentityWorld;

namespace Odoo.Connectors.Sync.Tests.Identity;

public sealed class MatchTests
{
    private static readonly Action<MatchRules<string>> Rules = m => m
        .Identifies("vat", t => Word(t, "vat"))
        .Supports("domain", t => Word(t, "domain"), 60)
        .Supports("name", t => Word(t, "name"), 40)
        .Hint("email", t => Word(t, "email"));

    [Theory]
    [InlineData("vat=BE1", "vat=BE1", "one")]
    [InlineData("domain=a name=n", "domain=a name=n", "one")]
    [InlineData("domain=a", "domain=a", "asked")]
    [InlineData("name=n", "name=n", "asked")]
    [InlineData("email=e", "email=e", "asked")]
    [InlineData("domain=a email=e", "domain=a email=e", "asked")]
    [InlineData("vat=BE1 domain=a name=n", "vat=DE2 domain=a name=n", "asked")]
    [InlineData("vat=BE1 name=m", "vat=DE2 name=n", "two")]
    [InlineData("vat=BE1", "domain=a", "two")]
    public async Task Match_ByScore_JoinsAsksOrMakesANewOne(string first, string second, string expected)
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), first);
        await world.TellAsync(Account("2"), second);
        bool one = (await world.Identity.FindAsync(Account("2"), Cancel))?.Origin == Account("1");
        IReadOnlyList<CaseInfo> cases = await world.CasesAsync();
        Assert.Equal(expected, one ? "one" : cases.Count > 0 ? "asked" : "two");
        Assert.Equal(expected == "two" ? 2 : 1, world.Erp.Pinned.Count);
        Assert.All(cases, c => Assert.Equal("possible-match", c.Reason.Cause));
        Assert.All(cases, c => Assert.DoesNotContain('=', c.Reason.Message));
        Assert.All(cases, c => Assert.Contains("crm/customer/1", c.Reason.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Match_TwoLanesAtOnce_MakeOneRecord()
    {
        await using IdentityWorld world = new(Rules);
        await world.Hub.AcceptAsync([.. Enumerable.Range(1, 6).Select(i => Told(Account($"{i}"), "vat=BE1"))], Cancel);
        await Task.WhenAll(world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel), world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Single(world.Erp.Pinned);
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Account("6"), Cancel))!.Origin);
    }

    [Fact]
    public async Task Answer_Same_JoinsThemAndDecidesAgain()
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), "email=e");
        await world.TellAsync(Account("2"), "email=e");
        await world.Identity.AnswerMatchAsync(Assert.Single(await world.CasesAsync()).Id, MatchAnswer.Same, "ann", cancellationToken: Cancel);
        Assert.True(await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Account("2"), Cancel))!.Origin);
        Assert.Single(world.Erp.Pinned);
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Answer_Different_MakesANewOneAndIsNotAskedAgain()
    {
        await using IdentityWorld world = new(Rules);
        world.Erp.Claims = i => [$"domain:{Word((string)i.Record, "domain")}"];
        await world.TellAsync(Account("1"), "domain=a");
        await world.TellAsync(Account("2"), "domain=a");
        long asked = Assert.Single(await world.CasesAsync()).Id;
        await world.Identity.AnswerMatchAsync(asked, MatchAnswer.Different, "ann", cancellationToken: Cancel);
        Assert.True(await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(2, world.Erp.Pinned.Count);
        await world.TellAsync(Account("2"), "domain=a name=n", "changed");
        Assert.Empty(await world.CasesAsync());
        Assert.Equal(Account("2"), (await world.Identity.FindAsync(Account("2"), Cancel))!.Origin);
        ConnectorException again = await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.AnswerMatchAsync(asked, MatchAnswer.Same, "ann", cancellationToken: Cancel));
        Assert.Equal(("caseId", ErrorKind.NotFound), (again.Field, again.Kind));
    }

    [Fact]
    public async Task Answer_SameOfSeveral_MustSayWhich()
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), "vat=BE1 email=e");
        await world.TellAsync(Account("2"), "vat=DE2 email=f");
        await world.TellAsync(Account("3"), "email=e name=n");
        await world.Identity.AnswerMatchAsync(Assert.Single(await world.CasesAsync()).Id, MatchAnswer.Different, "ann", cancellationToken: Cancel);
        await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        await world.TellAsync(Account("4"), "email=e");
        CaseInfo two = Assert.Single(await world.CasesAsync());
        ConnectorException which = await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.AnswerMatchAsync(two.Id, MatchAnswer.Same, "ann", cancellationToken: Cancel));
        Assert.Equal("candidate", which.Field);
        await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.AnswerMatchAsync(two.Id, MatchAnswer.Same, "ann", Account("2"), Cancel));
        await world.Identity.AnswerMatchAsync(two.Id, MatchAnswer.Same, "ann", Account("3"), Cancel);
        Assert.Equal(Account("3"), (await world.Identity.FindAsync(Account("4"), Cancel))!.Origin);
    }

    [Fact]
    public async Task Match_RecordThatWasMerged_FindsItsSurvivor()
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), "vat=BE1");
        await world.TellAsync(Account("2"), "domain=b");
        await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("3"), "vat=BE1");
        Assert.Equal(Account("2"), (await world.Identity.FindAsync(Account("3"), Cancel))!.Origin);
    }

    [Theory]
    [InlineData("vat=BE1", "domain=a name=n")]
    [InlineData("vat=BE1", "domain=a")]
    public async Task Match_WithSeveral_AsksHoweverMuchSpeaksForOne(string first, string second)
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), first);
        await world.TellAsync(Account("2"), second);
        await world.TellAsync(Account("3"), "vat=BE1 domain=a name=n");
        CaseInfo asked = Assert.Single(await world.CasesAsync());
        Assert.Contains("crm/customer/1", asked.Reason.Message, StringComparison.Ordinal);
        Assert.Contains("crm/customer/2", asked.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(2, world.Erp.Pinned.Count);
    }

    [Fact]
    public async Task Match_OfARecordThatIsKnown_AsksAndJoinsNothingByItself()
    {
        await using IdentityWorld world = new(Rules);
        await world.TellAsync(Account("1"), "vat=BE1");
        await world.Identity.LinkAsync(Billed("2"), Account("2"), "ann", cancellationToken: Cancel);
        await world.TellAsync(Account("2"), "vat=BE1");
        Assert.Equal("possible-match", Assert.Single(await world.CasesAsync()).Reason.Cause);
        Assert.Equal(Account("2"), (await world.Identity.FindAsync(Billed("2"), Cancel))!.Origin);
    }

    [Fact]
    public async Task Answer_Different_HoldsForTheRecordThatTheOtherWasMergedInto()
    {
        await using IdentityWorld world = new(Rules);
        world.Erp.Claims = i => [$"domain:{Word((string)i.Record, "domain")}"];
        await world.TellAsync(Account("1"), "domain=a");
        await world.TellAsync(Account("2"), "domain=a");
        await world.Identity.AnswerMatchAsync(Assert.Single(await world.CasesAsync()).Id, MatchAnswer.Different, "ann", cancellationToken: Cancel);
        Assert.True(await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        await world.Identity.LinkAsync(Billed("3"), Account("3"), "ann", cancellationToken: Cancel);
        await world.Identity.MergeAsync(Account("1"), Account("3"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("2"), "domain=a name=n", "changed");
        Assert.Empty(await world.CasesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claims_HeldByOthersThanTheRecordItself_AreACaseAndJoinNothing(bool known)
    {
        // Two keys of two records, or one key of one while the record is in the map already: neither says who it is.
        await using IdentityWorld world = new();
        world.Erp.Claims = i => [.. ((string)i.Record).Split(' ').Select(w => $"key:{w}")];
        await world.TellAsync(Account("1"), "a");
        await (known ? world.Identity.LinkAsync(Billed("9"), Account("3"), "ann", cancellationToken: Cancel) : world.TellAsync(Account("2"), "b"));
        int pinned = world.Erp.Pinned.Count;
        await world.TellAsync(Account("3"), known ? "a" : "a b");
        Assert.Equal("ambiguous-match", Assert.Single(await world.CasesAsync()).Reason.Cause);
        Assert.Equal(pinned, world.Erp.Pinned.Count);
    }

    [Fact]
    public async Task Keys_AreKeptAsHashesUnderTheStoresOwnKey()
    {
        List<string> hashes = [];
        for (int store = 0; store < 2; store++)
        {
            await using IdentityWorld world = new(Rules);
            await world.TellAsync(Account("1"), "email=ann@northpeak.example");
            Guid record = (await world.Identity.FindAsync(Account("1"), Cancel))!.RecordId;
            hashes.Add(Assert.Single(await world.Store.ReadAsync(t => t.Matches.KeysOfAsync("erp", record, Cancel), Cancel)).Hash);
        }

        // Who has a list of addresses and a copy of one store cannot look them up in it.
        Assert.All(hashes, h => Assert.Matches("^[0-9a-f]{32}$", h));
        Assert.NotEqual(hashes[0], hashes[1]);
    }

    [Fact]
    public void Rules_ThatContradictThemselves_AreRefused()
    {
        Assert.Throws<ConnectorException>(() => new MatchRules<string>().Build(null));
        Assert.Throws<ConnectorException>(() => new MatchRules<string>().Supports("name", t => t, 0).Build(null));
        Assert.Throws<ConnectorException>(() => new MatchRules<string>().Supports("name", t => t, 1).Hint("name", t => t).Build(null));
        Assert.Throws<ConnectorException>(() => new MatchRules<string>().Supports("name", t => t, 1).Accept(10).Review(20).Build(null));
    }

    private static string? Word(string text, string name) =>
        text.Split(' ').FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
