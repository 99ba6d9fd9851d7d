using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>An account goes after its opportunities were read, and before it is.</summary>
public sealed class DepartedAccountTests
{
    [Fact]
    public async Task Poll_AccountDeletedSince_TellsThatTheDealIsGone()
    {
        await using Rig rig = Departing(e => e.Delete("Account", Rig.Account));

        Change change = rig.Adapter.DecodeChange(Assert.Single((await rig.PollAsync()).Deliveries));

        Assert.Equal((ChangeKinds.RecordGone, Rig.Ref(RecordKinds.Deal, Rig.Won)), (change.Kind, change.Subject));
    }

    [Fact]
    public async Task Poll_AccountMergedSince_TellsTheDealOfTheSurvivor()
    {
        string? survivor = null;
        await using Rig rig = Departing(e =>
        {
            survivor = e.Create("Account", new JsonObject { ["Name"] = "Survivor" });
            e.Merge("Account", survivor, Rig.Account);
        });

        Change change = rig.Adapter.DecodeChange(Assert.Single((await rig.PollAsync()).Deliveries));

        var deal = Assert.IsType<Deal>(change.Record);
        Assert.Equal((survivor, "Survivor"), (deal.Customer.Ref.Id, deal.Customer.Name));
        Assert.NotEmpty(deal.Lines);
    }

    [Fact]
    public async Task Pass_AccountDeletedSince_TellsThatTheDealIsGone()
    {
        await using Rig rig = Departing(e => e.Delete("Account", Rig.Account));

        (List<Delivery> told, _) = await rig.PollAllAsync(rig.Adapter.Begin("opportunities", null));

        Assert.Equal(ChangeKinds.RecordGone, rig.Adapter.DecodeChange(Assert.Single(told)).Kind);
    }

    [Fact]
    public async Task Read_AccountDeletedSince_IsNotThere()
    {
        await using Rig rig = Departing(e => e.Delete("Account", Rig.Account));

        Assert.Null(await rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Deal, Rig.Won), Rig.Token));
    }

    /// <summary>The deal is there and its account is hidden: that is a person's to mend, and the case says how.</summary>
    [Fact]
    public async Task Poll_AccountHidden_SaysWhatToDo()
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(
            inner, request => IsForAccounts(request) ? StubHandler.Json(200, """{"totalSize":0,"done":true,"records":[]}""") : null));

        Delivery told = Assert.Single((await rig.PollAsync()).Deliveries);

        var e = Assert.Throws<ConnectorException>(() => rig.Adapter.DecodeChange(told));
        Assert.Equal((ErrorKind.Validation, "AccountId"), (e.Kind, e.Field));
        Assert.Contains("give the integration user access to it, or choose another one", e.Message, StringComparison.Ordinal);
    }

    private static Rig Departing(Action<SalesforceEmulator> depart)
    {
        Rig? rig = null;
        bool isHere = true;
        return rig = Rig.Create(wrap: inner => new StubHandler(inner, request =>
        {
            if (isHere && IsForAccounts(request))
            {
                isHere = false;
                depart(rig!.Emulator);
            }

            return null;
        }));
    }

    private static bool IsForAccounts(HttpRequestMessage request) =>
        Uri.UnescapeDataString(request.RequestUri!.Query).Replace('+', ' ').Contains(" FROM Account WHERE Id IN", StringComparison.Ordinal);
}
