using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>Identity, claims, shadows, watermarks, bindings, cases and audit on every store.</summary>
public sealed class TruthContractTests
{
    private static readonly ExternalRef Lead = new("crm", "account", "001");
    private static readonly ExternalRef Partner = new("odoo", "customer", "7");
    private static readonly Guid First = new("11111111-1111-5111-8111-111111111111");
    private static readonly Guid Second = new("22222222-2222-5222-8222-222222222222");

    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Link_ReferenceThatIsLinked_KeepsItsRecord(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(async t =>
        {
            await t.Identity.CreateAsync(Lead, First, Cancel);
            await t.Identity.LinkAsync(Partner, First, Cancel);
            await t.Identity.LinkAsync(Partner, Second, Cancel);
        });
        RecordLink found = (await rig.One.ReadAsync(t => t.Identity.FindAsync(Partner, Cancel), Cancel))!;
        Assert.Equal((First, Lead), (found.RecordId, found.Origin));
        Assert.Equal([Lead, Partner], found.References);
        Assert.Null(await rig.One.ReadAsync(t => t.Identity.FindAsync(new ExternalRef("crm", "account", "002"), Cancel), Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Foresee_SeveralReferences_AnswersAsEachByItselfAndForgetsWithTheNextWrite(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        ExternalRef other = new("crm", "account", "002"), unknown = new("crm", "account", "003"), alias = new("odoo", "customer", "8");
        await rig.RunAsync(async t =>
        {
            await t.Identity.CreateAsync(Lead, First, Cancel);
            await t.Identity.LinkAsync(Partner, First, Cancel);
            await t.Identity.LinkAsync(alias, First, Cancel);
            await t.Identity.CreateAsync(other, Second, Cancel);
        });
        await rig.RunAsync(async t =>
        {
            await ForeseeAsync(t);
            Assert.Equal([Lead, Partner, alias], (await t.Identity.FindAsync(Lead, Cancel))!.References);
            Assert.Same(await t.Identity.FindAsync(Lead, Cancel), await t.Identity.FindAsync(Partner, Cancel));
            Assert.Equal((Second, other), await t.Identity.FindAsync(other, Cancel) is { } found ? (found.RecordId, found.Origin) : default);
            Assert.Null(await t.Identity.FindAsync(unknown, Cancel));

            await t.Identity.CreateAsync(unknown, Second, Cancel);
            Assert.Equal(Second, (await t.Identity.FindAsync(unknown, Cancel))!.RecordId);
            await ForeseeAsync(t);
            await t.Identity.PreferAsync(alias, Cancel);
            Assert.Equal("8", (await t.Identity.FindAsync(Lead, Cancel))!.IdIn("odoo", "customer"));
            await ForeseeAsync(t);
            await t.Identity.SetStateAsync(alias, LinkState.Tombstoned, null, 3, Cancel);
            Assert.Equal(LinkState.Tombstoned, (await t.Identity.FindAsync(alias, Cancel))!.StateOf(alias));
            await ForeseeAsync(t);
            await t.Identity.EnsurePrimaryAsync(First, Cancel);
            Assert.Equal("7", (await t.Identity.FindAsync(Lead, Cancel))!.IdIn("odoo", "customer"));
            await ForeseeAsync(t);
            await t.Identity.MoveAsync(Partner, Second, primary: true, origin: false, Cancel);
            Assert.Equal(Second, (await t.Identity.FindAsync(Partner, Cancel))!.RecordId);
        });

        Task ForeseeAsync(HubTransaction transaction) => transaction.Identity.ForeseeAsync([Lead, other, alias, unknown, Lead], Cancel);
    }

    /// <summary>Two lanes make one customer at the same moment: each looks, finds the key free, and claims it.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Claim_ByTwoAtOnce_LoserFindsTheHolder(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        Guid[] winners = await Task.WhenAll(
            Task.Run(() => ClaimAsync(rig.One, First), Cancel), Task.Run(() => ClaimAsync(rig.Two, Second), Cancel));
        Assert.Single(winners.Distinct());
        Assert.Equal(winners[0], Assert.Single(await rig.One.ReadAsync(t => t.Identity.HoldersAsync("odoo", ["vat:BE1"], Cancel), Cancel)));
        Assert.Equal(["vat:BE1"], await rig.One.ReadAsync(t => t.Identity.ClaimsOfAsync("odoo", winners[0], Cancel), Cancel));

        Task<Guid> ClaimAsync(HubStore store, Guid mine) => store.RunAsync(
            async t =>
            {
                HashSet<Guid> holders = await t.Identity.HoldersAsync("odoo", ["vat:BE1"], Cancel);
                if (holders.Count > 0)
                {
                    return holders.Single();
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
                await t.Identity.ClaimAsync("odoo", ["vat:BE1"], mine, Cancel);
                return mine;
            },
            Cancel);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Shadow_Agreed_HoldsTheLastValueUntilItsEffectIsRefused(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        byte[] key = [1, 2, 3];
        ExternalRef note = new("notes", "note", "a");
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        await rig.RunAsync(async t =>
        {
            await t.Shadows.AgreeAsync(note, new Dictionary<string, string?> { ["name"] = "old", ["city"] = null }, key, Cancel);
            await t.Shadows.AgreeAsync(note, new Dictionary<string, string?> { ["name"] = "new" }, key, Cancel);
            await t.Shadows.AgreeAsync(Partner, new Dictionary<string, string?> { ["name"] = "new" }, key, Cancel);
            await t.Ledger.PlanAsync(StoreRig.Effect("k"), StoreRig.Noon, Cancel);
            await t.Ledger.BelongAsync(id, ["k"], Cancel);
        });
        Shadow shadow = await rig.One.ReadAsync(t => t.Shadows.FindAsync(note, key, Cancel), Cancel);
        Assert.True(shadow.Holds("name", "new") && shadow.Holds("city", null) && !shadow.Holds("name", "old"));
        await rig.RunAsync(t => t.Shadows.ForgetSeenAsync("k", Cancel));
        Assert.True((await rig.One.ReadAsync(t => t.Shadows.FindAsync(note, key, Cancel), Cancel)).IsEmpty);
        Assert.False((await rig.One.ReadAsync(t => t.Shadows.FindAsync(Partner, key, Cancel), Cancel)).IsEmpty);
    }

    /// <summary>A text that is kept is read as it was, marks its record as changed, and stays when what is agreed beside it changes.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Shadow_Kept_IsReadAsItWas(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        byte[] key = [1, 2, 3];
        ExternalRef terms = new("billing", "contract-terms", "sub");
        await rig.RunAsync(t => t.Shadows.KeepAsync(terms, new Dictionary<string, string> { ["terms"] = "[1]" }, key, Cancel));
        Dictionary<ExternalRef, (long, long)> before = await rig.One.ReadAsync(t => t.Shadows.MarksAsync([terms], Cancel), Cancel);
        await rig.RunAsync(async t =>
        {
            await t.Shadows.KeepAsync(terms, new Dictionary<string, string> { ["terms"] = "[1,2]" }, key, Cancel);
            await t.Shadows.AgreeAsync(terms, new Dictionary<string, string?> { ["name"] = "new" }, key, Cancel);
        });
        Shadow shadow = await rig.Two.ReadAsync(t => t.Shadows.FindAsync(terms, key, Cancel), Cancel);
        Assert.Equal(("[1,2]", null, true), (shadow.Kept("terms"), shadow.Kept("name"), shadow.Holds("name", "new")));
        Assert.NotEqual(before, await rig.One.ReadAsync(t => t.Shadows.MarksAsync([terms], Cancel), Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Meta_OfTheStore_IsTheSameForEveryProcess(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        string[] epochs = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => (i % 2 == 0 ? rig.One : rig.Two).RunAsync(t => t.Meta.EpochAsync(Cancel), Cancel), Cancel)));
        Assert.Single(epochs.Distinct());
        Assert.Equal(await rig.RunAsync(t => t.Meta.ShadowKeyAsync(Cancel)), await rig.Two.RunAsync(t => t.Meta.ShadowKeyAsync(Cancel), Cancel));
        SystemIdentity bound = new("acct_1", IsLive: true);
        await rig.RunAsync(t => t.Meta.BindAsync("stripe", bound, StoreRig.Noon, Cancel));
        Assert.Equal(bound, await rig.Two.ReadAsync(t => t.Meta.BindingAsync("stripe", Cancel), Cancel));
        Assert.Null(await rig.Two.ReadAsync(t => t.Meta.BindingAsync("odoo", Cancel), Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Watermark_AdvancedByAStepThatFails_StaysWhereItWas(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Meta.AdvanceAsync("crm", "deals", "w1", Cancel));
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(async t =>
        {
            await t.Meta.AdvanceAsync("crm", "deals", "w2", Cancel);
            throw new TimeoutException();
        }));
        Assert.Equal("w1", await rig.One.ReadAsync(t => t.Meta.WatermarkAsync("crm", "deals", Cancel), Cancel));
        await rig.RunAsync(t => t.Meta.AdvanceAsync("crm", "deals", "w3", Cancel));
        Assert.Equal("w3", await rig.One.ReadAsync(t => t.Meta.WatermarkAsync("crm", "deals", Cancel), Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_SameCauseTwice_IsOneCaseUntilItIsClosed(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        CaseReason reason = new(ErrorKind.Validation, "no-tax", "No tax is mapped.", "tax");
        for (int i = 0; i < 2; i++)
        {
            await rig.RunAsync(t => t.Cases.OpenAsync(reason, id, null, new ServerText("quotes somebody"), StoreRig.Noon, Cancel));
            await rig.RunAsync(t => t.Cases.OpenAsync(reason, null, "effect", default, StoreRig.Noon, Cancel));
        }

        List<CaseInfo> open = await rig.One.ReadAsync(t => t.Cases.ListAsync(CaseFilter.Open, new CasePage(), Cancel), Cancel);
        Assert.Equal([(id, null), (null, "effect")], open.Select(c => (c.EventId, c.EffectKey)));
        Assert.Equal((reason, StoreRig.Noon, "quotes somebody"), (open[0].Reason, open[0].OpenedAt, open[0].ServerText.Reveal()));
        await rig.RunAsync(t => t.Cases.CloseForEventAsync(id, StoreRig.Noon, Cancel));
        await rig.RunAsync(t => t.Cases.CloseForEffectAsync("effect", StoreRig.Noon, Cancel));
        Assert.Empty(await rig.One.ReadAsync(t => t.Cases.ListAsync(CaseFilter.Open, new CasePage(), Cancel), Cancel));
        await rig.RunAsync(t => t.Cases.OpenAsync(reason, id, null, default, StoreRig.Noon, Cancel));
        Assert.Equal(3, (await rig.One.ReadAsync(t => t.Cases.ListAsync(CaseFilter.All, new CasePage(), Cancel), Cancel)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Audit_OfAnEvent_HoldsThatOfItsEffectsInOrder(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        await rig.RunAsync(async t =>
        {
            await t.Ledger.BelongAsync(id, ["mine"], Cancel);
            await t.Audit.WriteAsync(StoreRig.Noon, id, null, "decided", null, Cancel);
            await t.Audit.WriteAsync(StoreRig.Noon, null, "others", "planned", null, Cancel);
            await t.Audit.WriteAsync(StoreRig.Noon, null, "mine", "planned", "why", Cancel);
        });
        List<AuditEntry> entries = await rig.One.ReadAsync(t => t.Audit.ForEventAsync(id, Cancel), Cancel);
        Assert.Equal(["decided", "planned"], entries.Select(e => e.What));
        Assert.Equal("why", entries[1].Detail);
    }

    /// <summary>Half a character or a NUL in a server's answer must not hold up the step that records it.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Text_ThatNoStoreKeeps_IsStoredWithReplacements(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Audit.WriteAsync(StoreRig.Noon, 1, null, "note", "a\0b\uD83Dc \uD83D\uDE00", Cancel));
        Assert.Equal("a\uFFFDb\uFFFDc \uD83D\uDE00", Assert.Single(await rig.One.ReadAsync(t => t.Audit.ForEventAsync(1, Cancel), Cancel)).Detail);
    }
}
