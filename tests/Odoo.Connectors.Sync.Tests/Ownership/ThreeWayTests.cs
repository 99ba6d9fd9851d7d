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

    private static FieldVerdict Merge(Conflict conflict, string? owner, string? ownerAgreed, string? other, string? otherAgreed, int later, bool clocksAgree) =>
        ThreeWay.Merge(
            new FieldRule("Card", "Title", "crm", conflict, null),
            new FieldSide(owner, Noon, Agreed(ownerAgreed)), new FieldSide(other, Noon.AddMinutes(later), Agreed(otherAgreed)), clocksAgree);

    private static Shadow Agreed(string? value) =>
        value is null ? Shadow.Empty : new Shadow(Key, new Dictionary<string, byte[]> { ["Title"] = Shadow.Hash(Key, "Title", value) });
}
