using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>The parts of people in deals and at accounts, in both directions.</summary>
public sealed class RoleTests
{
    private static readonly ExternalRef Deal = Rig.Ref(RecordKinds.Deal, Rig.Won);

    [Fact]
    public async Task Deal_RolesOfItsContacts_AreReadAsSalesforceHasThem()
    {
        await using Rig rig = Rig.Create();
        (string nora, string ole) = People(rig);
        rig.Emulator.Create("OpportunityContactRole", new JsonObject { ["OpportunityId"] = Rig.Won, ["ContactId"] = nora, ["Role"] = "Decision Maker", ["IsPrimary"] = true });
        rig.Emulator.Create("OpportunityContactRole", new JsonObject { ["OpportunityId"] = Rig.Won, ["ContactId"] = ole });

        Deal deal = await rig.DealAsync();

        Assert.Equal([(nora, "Decision Maker", true), (ole, null, false)], deal.ContactRoles.Select(r => (r.Contact.Id, r.Role, r.IsPrimary)));
    }

    /// <summary>The reply is lost after Salesforce made them: sent again, they are found and changed, and none stands twice.</summary>
    [Fact]
    public async Task DealContacts_ReplyLostAndSentAgain_StandOnceEach()
    {
        await using Rig rig = Rig.Create();
        (string nora, string ole) = People(rig);
        string payload = Plan(rig, nora, ole, "Decision Maker").Payload;
        rig.Emulator.OnCall = call => call.Path.Contains("/composite/", StringComparison.Ordinal) ? EmulatorFault.DropReply : EmulatorFault.None;
        Outcome lost = await SendAsync(rig, payload);
        rig.Emulator.OnCall = null;

        Outcome again = await SendAsync(rig, payload);
        Outcome changed = await SendAsync(rig, Plan(rig, nora, ole, "Evaluator").Payload);

        Assert.Equal([OutcomeStatus.Unknown, OutcomeStatus.Applied, OutcomeStatus.Applied], [lost.Status, again.Status, changed.Status]);
        Assert.Null(again.Target);
        JsonObject[] roles = [.. rig.Emulator.Ids("OpportunityContactRole").Select(id => rig.Record("OpportunityContactRole", id))];
        Assert.Equal([(nora, "Evaluator"), (ole, null)], roles.Select(r => ((string)r["ContactId"]!, (string?)r["Role"])));
        Assert.True((bool)roles[0]["IsPrimary"]!);
    }

    /// <summary>What is there could not be read: making them blindly might make them twice.</summary>
    [Fact]
    public async Task DealContacts_RolesCannotBeLookedUp_WritesNothing()
    {
        await using Rig rig = Rig.Create(configure: o => o.ReadRetries = 0);
        (string nora, string ole) = People(rig);
        string payload = Plan(rig, nora, ole, "Evaluator").Payload;
        rig.Emulator.OnCall = call => call.Path.EndsWith("/query", StringComparison.Ordinal) ? EmulatorFault.Unavailable : EmulatorFault.None;

        Outcome outcome = await SendAsync(rig, payload);

        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.Transient), (outcome.Status, outcome.Reason!.Kind));
        Assert.Empty(rig.Emulator.Ids("OpportunityContactRole"));
    }

    [Fact]
    public async Task DealContacts_OfAnotherSystem_AreThoseThatSalesforceHas()
    {
        await using Rig rig = Rig.Create();
        (string nora, _) = People(rig);
        ExternalRef known = new("billing", RecordKinds.Contact, "p_1"), unknown = new("billing", RecordKinds.Contact, "p_2");
        RecordLink link = new(Guid.Empty, known, [new RecordReference { Reference = known, IsPrimary = true, State = LinkState.Linked }, new RecordReference { Reference = Rig.Ref(RecordKinds.Contact, nora), IsPrimary = true, State = LinkState.Linked }]);
        Deal deal = await rig.DealAsync() with { Contacts = [known, unknown] };

        PlanResult some = rig.Adapter.Plan(Intent(deal), Known(rig, new() { [new Need.Link(known)] = link, [new Need.Link(unknown)] = null }));
        PlanResult none = rig.Adapter.Plan(Intent(deal), Known(rig, new() { [new Need.Link(known)] = null, [new Need.Link(unknown)] = null }));
        PlanResult foreign = rig.Adapter.Plan(Intent(deal) with { Source = new ExternalRef("billing", RecordKinds.Deal, "1") }, Known(rig, []));

        Assert.Equal(
            $$$"""{"type":"OpportunityContactRole","fields":{"OpportunityId":"{{{Rig.Won}}}","ContactId":"{{{nora}}}"}}""",
            Assert.IsType<PlanResult.Send>(some).Plan.Payload);
        Assert.IsType<PlanResult.Nothing>(none);
        Assert.Equal("foreign-account", Assert.IsType<PlanResult.Review>(foreign).Reason.Cause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AccountRoles_OfContacts_AreWrittenOnceAndReadBack(bool isOn)
    {
        await using MasteredWorld world = new(o => o.AccountContactRoles = isOn);
        Contact nora = new() { Ref = new ExternalRef("billing", RecordKinds.Contact, "p_1"), Name = "Nora Peak", Roles = ["Decision Maker", "Economic Buyer"] };
        Customer customer = new() { Ref = new ExternalRef("billing", RecordKinds.Customer, "cus_1"), Name = "NorthPeak", Contact = nora };

        await world.TellAsync(customer);
        await world.TellAsync(customer);
        int writes = Writes(world);
        await world.TellAsync(customer);
        int same = Writes(world);
        JsonObject relation = world.Only("AccountContactRelation");
        await world.TellAsync(customer with { Contact = nora with { Roles = ["Evaluator"] } });

        Assert.Equal(isOn ? "Decision Maker;Economic Buyer" : null, (string?)relation["Roles"]);
        Assert.Equal(writes, same);
        Assert.Equal(isOn ? "Evaluator" : null, (string?)world.Only("AccountContactRelation")["Roles"]);
        ExternalRef there = new("crm", RecordKinds.Contact, (await world.LinkAsync(nora.Ref, RecordKinds.Contact))!);
        Assert.Equal(isOn ? ["Evaluator"] : [], (await world.ReadAsync<Contact>(there)).Roles);
    }

    private static int Writes(MasteredWorld world) => world.Emulator.Calls.Count(c => c.Method == "PATCH");

    private static (string Nora, string Ole) People(Rig rig) => (
        rig.Emulator.Create("Contact", new JsonObject { ["LastName"] = "Peak", ["AccountId"] = Rig.Account }),
        rig.Emulator.Create("Contact", new JsonObject { ["LastName"] = "Berg", ["AccountId"] = Rig.Account }));

    private static Intent Intent(Deal deal) => new() { Target = "crm", Kind = EffectKinds.Contacts, Class = EffectClass.State, Source = Deal, Record = deal };

    private static EffectPlan Plan(Rig rig, string nora, string ole, string role)
    {
        Deal deal = new()
        {
            Ref = Deal,
            Customer = new Customer { Ref = Rig.Ref(RecordKinds.Customer, Rig.Account), Name = "NorthPeak" },
            Name = "Won",
            IsWon = true,
            Currency = Currency.Parse("EUR"),
            ContactRoles = [new ContactRole { Contact = Rig.Ref(RecordKinds.Contact, nora), Role = role, IsPrimary = true }],
            Contacts = [Rig.Ref(RecordKinds.Contact, nora), Rig.Ref(RecordKinds.Contact, ole)],
        };
        return Assert.IsType<PlanResult.Send>(rig.Adapter.Plan(Intent(deal), Known(rig, []))).Plan;
    }

    private static Known Known(Rig rig, Dictionary<Need, object?> answers) =>
        new(new Dictionary<string, string> { ["crm"] = "org", ["billing"] = "acct_1" }, rig.Clock.GetUtcNow(), answers, (_, _) => new object());

    private static async Task<Outcome> SendAsync(Rig rig, string payload) => Assert.Single(await rig.Adapter.SendAsync(
        [new Dispatch { Key = "k", Kind = EffectKinds.Contacts, Class = EffectClass.State, Payload = payload, Way = "", InDoubt = false, Attempts = 0 }], Rig.Token));
}
