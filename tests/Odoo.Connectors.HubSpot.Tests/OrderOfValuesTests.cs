using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>An older value that may still be on its way under another name of a record goes first.</summary>
public sealed class OrderOfValuesTests
{
    private static readonly ExternalRef s_old = Rig.Ref(RecordKinds.Customer, "7"), s_survivor = Rig.Ref(RecordKinds.Customer, "20");

    private static readonly byte[] s_key = [1, 2, 3];

    [Theory]
    [InlineData(true, false, "customer/7")]
    [InlineData(false, false, "customer/20")]
    [InlineData(true, true, "customer/20")]
    public void Status_AfterAMerge_QueuesBehindTheOneOfTheOldId(bool isOldBusy, bool isOwnBusy, string subject)
    {
        RecordLink link = new(Guid.Empty, s_old, [new() { Reference = s_old, State = LinkState.Superseded, SupersededBy = "20" }, new() { Reference = s_survivor, IsPrimary = true }]);

        var send = Assert.IsType<PlanResult.Send>(Plan(s_survivor, EffectKinds.AccountStatus, ContractStatus.Active, link, ("customer/7", isOldBusy), ("customer/20", isOwnBusy)));

        Assert.Equal(subject, send.Plan.Subject);
        Assert.Equal("""{"type":"companies","records":[{"id":"20","fields":{"billing_status":"active"}}]}""", send.Plan.Payload);
    }

    /// <summary>What was agreed is not sent again, unless an older value may still come after it.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Status_AgreedAlready_IsSentWhereTheOldIdIsBusy(bool isOldBusy, bool isSent)
    {
        RecordLink link = new(Guid.Empty, s_old, [new() { Reference = s_old, State = LinkState.Superseded, SupersededBy = "20" }, new() { Reference = s_survivor, IsPrimary = true }]);
        Shadow agreed = new(s_key, new Dictionary<string, byte[]> { ["billing_status"] = Shadow.Hash(s_key, "billing_status", "active") });

        PlanResult plan = Plan(s_survivor, EffectKinds.AccountStatus, ContractStatus.Active, link, agreed, ("customer/7", isOldBusy), ("customer/20", false));

        Assert.Equal(isSent, plan is PlanResult.Send);
    }

    [Fact]
    public void Fields_WhileItsMakingIsUnderWay_QueueBehindIt()
    {
        ExternalRef source = new("odoo", RecordKinds.Customer, "42");
        RecordLink link = new(Guid.Empty, source, [new() { Reference = source }, new() { Reference = s_survivor, IsPrimary = true }]);

        var send = Assert.IsType<PlanResult.Send>(Plan(
            source, EffectKinds.CustomerFields, new Customer { Ref = source, Name = "NorthPeak" }, link, ("customer/acct-odoo/customer/42", true), ("customer/20", false)));

        Assert.Equal("customer/acct-odoo/customer/42", send.Plan.Subject);
        Assert.Contains("\"id\":\"20\"", send.Plan.Payload, StringComparison.Ordinal);
    }

    private static PlanResult Plan(ExternalRef source, string kind, object record, RecordLink link, params (string Subject, bool IsBusy)[] busy) =>
        Plan(source, kind, record, link, Shadow.Empty, busy);

    private static PlanResult Plan(ExternalRef source, string kind, object record, RecordLink link, Shadow shadow, params (string Subject, bool IsBusy)[] busy)
    {
        Dictionary<Need, object?> answers = new() { [new Need.Link(source)] = link, [new Need.ShadowOf(s_survivor)] = shadow };
        foreach ((string subject, bool isBusy) in busy)
        {
            answers[new Need.Busy("crm", subject)] = isBusy;
        }

        using HttpMessageHandler none = new Answers(_ => throw new InvalidOperationException("Planning calls nobody."));
        return Rig.Create(none).Adapter.Plan(
            new Intent { Target = "crm", Kind = kind, Class = EffectClass.State, Source = source, Record = record },
            new Known(new Dictionary<string, string> { ["odoo"] = "acct-odoo", ["crm"] = "62515" }, Rig.Start, answers, (_, _) => new object()));
    }
}
