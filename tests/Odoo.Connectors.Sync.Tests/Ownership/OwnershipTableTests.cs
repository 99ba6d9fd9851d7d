using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>Who owns what: total, without contradiction, checked at start, printed.</summary>
public sealed class OwnershipTableTests
{
    private enum Status
    {
        Draft = 0,
        Approved,
        Done,
    }

    private static OwnershipTable Table => new OwnershipTable()
        .Own<Order>("crm", o => o
            .Phase(x => x.Status)
            .Except(x => x.Lines, "odoo").While(Status.Approved, Status.Done)
            .Except(x => x.Vat, "odoo", Conflict.Review)
            .Except(x => x.Vat, "tax").In("odoo/BE01"));

    [Theory]
    [InlineData("Name", "Draft", null, "crm", "Order owned by crm")]
    [InlineData("Lines", "Draft", null, "crm", "Order owned by crm")]
    [InlineData("Lines", "Approved", null, "odoo", "Order.Lines owned by odoo while Approved, Done")]
    [InlineData("Vat", "Draft", null, "odoo", "Order.Vat owned by odoo, conflicts are reviewed")]
    [InlineData("Vat", "Draft", "odoo/BE01", "tax", "Order.Vat owned by tax in odoo/BE01")]
    [InlineData("Vat", "Draft", "odoo/DE01", "odoo", "Order.Vat owned by odoo, conflicts are reviewed")]
    public void RuleOf_FieldPhaseCompany_TheNarrowestRuleCounts(string field, string status, string? company, string owner, string text)
    {
        FieldRule rule = Table.RuleOf(field, new Order { Status = Enum.Parse<Status>(status) }, company);
        Assert.Equal((owner, text), (rule.Owner, rule.ToString()));
    }

    [Fact]
    public void RuleOf_NarrowerExceptionDeclaredFirst_CountsAllTheSame() => Assert.Equal(
        "tax",
        new OwnershipTable().Own<Order>("crm", o => o.Except(x => x.Vat, "tax").In("odoo/BE01").Except(x => x.Vat, "odoo")).RuleOf<Order>("Vat", company: "odoo/BE01").Owner);

    [Fact]
    public void ToTable_AllRules_AreOneRowEach() => Assert.Equal(
        """
        | record | field | company   | phase          | owner | on conflict |
        | ------ | ----- | --------- | -------------- | ----- | ----------- |
        | Order  | *     | *         | *              | crm   | owner wins  |
        | Order  | Lines | *         | Approved, Done | odoo  | owner wins  |
        | Order  | Vat   | *         | *              | odoo  | review      |
        | Order  | Vat   | odoo/BE01 | *              | tax   | owner wins  |

        """.ReplaceLineEndings("\n"),
        Table.ToTable());

    [Fact]
    public void Own_CreatedFromAnother_IsToldAndPrinted()
    {
        OwnershipTable table = new OwnershipTable().Own<Order>("billing", o => o.CreatedFrom("crm"));
        Assert.Equal(("billing", "crm"), (table.OwnerOf<Order>(), table.CreatorOf<Order>()));
        Assert.Contains("| billing, from crm |", table.ToTable(), StringComparison.Ordinal);
        Assert.Null(Table.CreatorOf<Order>());
    }

    [Fact]
    public void Own_ExceptionsThatContradict_AreRefusedAndSayWhatToDo()
    {
        ConnectorException e = Assert.Throws<ConnectorException>(() => new OwnershipTable().Own<Order>(
            "crm", o => o.Except(x => x.Vat, "odoo").In("odoo/BE01", "odoo/DE01").Except(x => x.Vat, "tax").In("odoo/DE01", "odoo/NL01")));
        Assert.Contains("Order.Vat is given to odoo and to tax", e.Message, StringComparison.Ordinal);
        Assert.Contains(".In(", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_SameFieldTwiceForDifferentCompanies_IsFine() => new OwnershipTable().Own<Order>(
        "crm", o => o.Except(x => x.Vat, "odoo").In("odoo/BE01").Except(x => x.Vat, "tax").In("odoo/DE01"));

    [Fact]
    public void Own_PhaseThatWasNotDeclared_IsRefusedAndSaysWhatToWrite() => Assert.Contains(
        ".Phase(", Assert.Throws<ConnectorException>(() => new OwnershipTable().Own<Order>("crm", o => o.Except(x => x.Vat, "odoo").While(Status.Done))).Message, StringComparison.Ordinal);

    [Fact]
    public void Own_NarrowsNothing_IsRefused() =>
        Assert.Contains(".Except(", Assert.Throws<ConnectorException>(() => new OwnershipTable().Own<Order>("crm", o => o.In("odoo/BE01"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Own_NoPropertyOfTheRecord_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new OwnershipTable().Own<Order>("crm", o => o.Except(x => x.Vat!.Length, "odoo")));

    public static TheoryData<string, Action<IConnectorsBuilder>, string> Mistakes => new()
    {
        { "owner", b => b.Own<Card>("crmm"), ".Own<Card>(\"crmm\") names no connected system; connect 'crmm' or write one of: crm, erp." },
        { "exception", b => b.Own<Card>("crm", o => o.Except(c => c.Due, "odoo")), ".Except(x => x.Due, \"odoo\") of Card names no connected system" },
        { "company", b => b.Own<Card>("crm", o => o.Except(c => c.Due, "erp").In("odoo/BE01")), ".In(\"odoo/BE01\") of Card.Due names no connected system" },
        { "creator", b => b.Own<Card>("crm", o => o.CreatedFrom("shop")), ".CreatedFrom(\"shop\") of Card names no connected system" },
        { "creation", b => { b.Services.AddSingleton<IConnectedSystem>(new Shop()); b.Own<Card>("shop", o => o.CreatedFrom("erp")); }, ".CreatedFrom(\"erp\") has each Card created in 'shop', which takes no writes" },
        { "clock", b => b.Own<Card>("crm", o => o.OnConflict(Conflict.NewestWins)), ".ClocksAgree(\"crm\", \"<system>\")" },
        { "exception's clock", b => b.Own<Card>("crm", o => o.Except(c => c.Due, "erp", Conflict.NewestWins)), ".ClocksAgree(\"erp\", \"<system>\")" },
        { "clocks", b => b.Own<Card>("crm").ClocksAgree("crm", "nobody"), ".ClocksAgree(…, \"nobody\") names no connected system" },
        { "required", _ => { }, "No system owns Card; call .Own<Card>(\"<system>\")" },
        { "mapping", b => b.Own<Card>("crm").Map<Card>("odoo", to => to.Set("x_due", c => c.Due)), ".Map<Card>(\"odoo\", …) names no connected system that is written to" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task Start_MistakeInTheSetup_IsRefusedWithWhatToWrite(string what, Action<IConnectorsBuilder> own, string message)
    {
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => CardWorld.StartAsync(own: own));
        Assert.True(e.Kind == ErrorKind.Configuration && e.Message.Contains(message, StringComparison.Ordinal), $"{what}: {e.Message}");
    }

    private sealed class Shop : IConnectedSystem
    {
        public string Name => "shop";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("shop-1", false));
    }

    private sealed class Order
    {
        public string? Name { get; init; }

        public string? Vat { get; init; }

        public IReadOnlyList<string> Lines { get; init; } = [];

        public Status Status { get; init; }
    }
}
