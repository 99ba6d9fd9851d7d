using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>One field, two sides, what was agreed: every combination.</summary>
public sealed class ThreeWayTests
{
    private static readonly byte[] Key = new byte[32];
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Columns: rule, owner's value and what was agreed with it, the other's value and what was agreed with it, minutes the other is later.
    [Theory]
    [InlineData(Conflict.OwnerWins, "a", "a", "a", "a", 0, FieldVerdict.Keep)]
    [InlineData(Conflict.OwnerWins, "Ä ", "Ä ", "A", "A", 0, FieldVerdict.Keep)]
    [InlineData(Conflict.OwnerWins, "b", "a", "b", "a", 0, FieldVerdict.Echo)]
    [InlineData(Conflict.OwnerWins, "b", "a", "b", "b", 0, FieldVerdict.Echo)]
    [InlineData(Conflict.OwnerWins, "b", "a", "a", "a", 0, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.OwnerWins, "a", "a", "c", "a", 0, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.OwnerWins, "b", "a", "c", "a", 0, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.Review, "b", "a", "a", "a", 0, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.Review, "a", "a", "c", "a", 0, FieldVerdict.Conflict)]
    [InlineData(Conflict.Review, "b", "a", "c", "a", 60, FieldVerdict.Conflict)]
    [InlineData(Conflict.Review, "b", null, null, null, 0, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.Review, "b", null, "c", null, 0, FieldVerdict.Conflict)]
    [InlineData(Conflict.NewestWins, "b", "a", "a", "a", 60, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.NewestWins, "a", "a", "c", "a", -60, FieldVerdict.AcceptFromOther)]
    [InlineData(Conflict.NewestWins, "b", "a", "c", "a", 5, FieldVerdict.AcceptFromOther)]
    [InlineData(Conflict.NewestWins, "b", "a", "c", "a", -5, FieldVerdict.WriteToOther)]
    [InlineData(Conflict.NewestWins, "b", "a", "c", "a", 4, FieldVerdict.Conflict)]
    [InlineData(Conflict.NewestWins, "b", "a", "c", "a", -4, FieldVerdict.Conflict)]
    public void Merge_EveryCombination_DecidesByTheRule(
        Conflict rule, string? owner, string? ownerAgreed, string? other, string? otherAgreed, int later, FieldVerdict expected) =>
        Assert.Equal(expected, Merge(rule, owner, ownerAgreed, other, otherAgreed, later, clocksAgree: true));

    [Fact]
    public void Merge_NewestOfClocksThatDoNotAgree_IsForReview() =>
        Assert.Equal(FieldVerdict.Conflict, Merge(Conflict.NewestWins, "b", "a", "c", "a", 600, clocksAgree: false));

    /// <summary>Agreed with one system and in conflict with another, it is not agreed: remembered so, the conflict would be none when it is looked at again.</summary>
    [Fact]
    public void Record_FieldInConflictWithOneOfTwoOthers_IsNotAgreed()
    {
        ExternalRef here = new("crm", "card", "1"), same = new("shop", "card", "2"), differs = new("desk", "card", "3");
        MergedRecord merged = new("card");
        foreach (string field in (string[])["Title", "Text"])
        {
            merged.Add(new FieldRule("Card", field, "crm", Conflict.Review, null), FieldVerdict.Echo, (here, "b"), (same, "b"));
        }

        merged.Add(new FieldRule("Card", "Title", "crm", Conflict.Review, null), FieldVerdict.Conflict, (here, "b"), (differs, "c"));
        Decision.Do decision = Assert.IsType<Decision.Do>(merged.Decide());
        Assert.Equal("Title", decision.ForReview?.Field);
        Assert.Equal([("crm", "Text"), ("shop", "Text")], decision.Seen.SelectMany(s => s.Fields.Select(f => (s.Reference.System, f.Key))));
    }

    private static FieldVerdict Merge(Conflict conflict, string? owner, string? ownerAgreed, string? other, string? otherAgreed, int later, bool clocksAgree) =>
        ThreeWay.Merge(
            new FieldRule("Card", "Title", "crm", conflict, null),
            new FieldSide(owner, Noon, Agreed(ownerAgreed)), new FieldSide(other, Noon.AddMinutes(later), Agreed(otherAgreed)), clocksAgree);

    private static Shadow Agreed(string? value) =>
        value is null ? Shadow.Empty : new Shadow(Key, new Dictionary<string, byte[]> { ["Title"] = Shadow.Hash(Key, "Title", value) });
}
