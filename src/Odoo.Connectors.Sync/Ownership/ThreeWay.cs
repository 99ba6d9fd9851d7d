namespace Odoo.Connectors.Sync;

/// <summary>
/// Three-way merge of one field: the owner's value, the other side's value, and what was last agreed with each. The agreed
/// values are known by keyed hashes only, which is enough: a merge asks who changed, never what it was before.
/// </summary>
public static class ThreeWay
{
    /// <summary>Edits nearer to each other than this are not told apart by their times: 5 minutes.</summary>
    public static TimeSpan TooClose { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Decides about one field. Pure.</summary>
    /// <param name="rule">The rule of the field.</param>
    /// <param name="owner">The field at its owner.</param>
    /// <param name="other">The field at the other side.</param>
    /// <param name="clocksAgree">Whether the times of both sides can be compared.</param>
    /// <returns>What the field needs.</returns>
    public static FieldVerdict Merge(FieldRule rule, FieldSide owner, FieldSide other, bool clocksAgree)
    {
        ArgumentNullException.ThrowIfNull(rule);
        bool ownerAgreed = owner.IsAgreed(rule.Field), otherAgreed = other.IsAgreed(rule.Field);
        if (ownerAgreed && otherAgreed)
        {
            return FieldVerdict.Keep;
        }

        if (string.Equals(owner.Value, other.Value, StringComparison.Ordinal))
        {
            return FieldVerdict.Echo;
        }

        if (otherAgreed || other.IsBlank(rule.Field) || rule.OnConflict == Conflict.OwnerWins)
        {
            return FieldVerdict.WriteToOther;
        }

        if (rule.OnConflict == Conflict.NewestWins && ownerAgreed)
        {
            return FieldVerdict.AcceptFromOther;
        }

        TimeSpan later = other.ChangedAt - owner.ChangedAt;
        return rule.OnConflict == Conflict.Review || !clocksAgree || later.Duration() < TooClose ? FieldVerdict.Conflict
            : later > TimeSpan.Zero ? FieldVerdict.AcceptFromOther
            : FieldVerdict.WriteToOther;
    }
}
