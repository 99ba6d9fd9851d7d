using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

public sealed class ExplainFieldTests
{
    private static readonly ExternalRef First = new("wall", "note", "w1");

    [Fact]
    public async Task ExplainField_OfARecord_TellsEventEffectAndRuleOfTheLastWrite()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = i => new PlanResult.Send(new EffectPlan
        {
            Subject = $"{i.Source}",
            Payload = (string)i.Record,
            Provenance = (string)i.Record == "first"
                ? new Dictionary<string, string> { ["text"] = "Note owned by notes", ["a_b"] = "Note.AB owned by wall" }
                : new Dictionary<string, string> { ["text"] = "Note.Text owned by editors" },
        });
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Applied, Target = First };
        await world.AcceptAsync(NoteSource.Note("note", "a", "first"));
        await world.DrainAsync();
        await world.AcceptAsync(NoteSource.Note("state", "a", "second"));
        await world.DrainAsync();

        FieldOrigin text = (await ExplainAsync(First, "text"))!;
        Assert.Equal(("Note.Text owned by editors", 2, "notes/note/a"), (text.Rule, text.EventId, text.Source.ToString()));
        FieldOrigin other = (await ExplainAsync(First, "a_b"))!;
        Assert.Equal(("Note.AB owned by wall", 1, EffectState.Applied), (other.Rule, other.EventId, other.State));
        Assert.EndsWith("/note/a", other.EffectKey, StringComparison.Ordinal);
        Assert.Null(other.ApprovedBy);
        Assert.Equal((1, 1), (text.MappingVersion, other.MappingVersion));
        Assert.NotNull(await ExplainAsync(First with { Kind = "pin" }, "text"));

        // A name is taken word for word: neither a part of one nor a pattern.
        Assert.Null(await ExplainAsync(First, "a-b"));
        Assert.Null(await ExplainAsync(First, "ext"));
        Assert.Null(await ExplainAsync(First, "%"));
        Assert.Null(await ExplainAsync(First with { Id = "w2" }, "text"));
        Assert.Null(await ExplainAsync(First with { Kind = "invoice" }, "text"));

        Task<FieldOrigin?> ExplainAsync(ExternalRef target, string field) => world.Hub.Audit.ExplainFieldAsync(target, field, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Explain_Planned_HoldsTheRulesAndAKeyedHashOfThePayload()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = i => new PlanResult.Send(new EffectPlan
        {
            Subject = "s", Payload = "words", Remarks = ["tax was forced"], Provenance = new Dictionary<string, string> { ["text"] = "Note owned by notes" },
        });
        await world.AcceptAsync(NoteSource.Note("note", "a", "x"));
        await world.DrainAsync();
        AuditEntry planned = Assert.Single(await world.TrailAsync(1), t => t.What == "planned");
        Assert.Equal("Note owned by notes", planned.Rules["text"]);
        Assert.Matches(@"^pin for notes/note/a \| tax was forced \| mapping version 1 \| rules [0-9a-f]{12} \| payload [0-9a-f]{32}$", planned.Detail);
    }
}
