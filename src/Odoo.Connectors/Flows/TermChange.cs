using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>What became of a contract between two versions that its source told: other terms, a term that was made longer or begun early.</summary>
internal static class TermChange
{
    /// <summary>The change; null where nothing of it differs.</summary>
    /// <param name="before">The version before.</param>
    /// <param name="told">The version as it was told.</param>
    /// <param name="at">When it was told.</param>
    /// <param name="key">What tells the amendment from others, where its lines differ; where only its term does, that.</param>
    public static Amendment? Between(ToldVersion before, Contract told, DateTimeOffset at, ref string key)
    {
        bool same = ToldTerms.Same(before.Terms, told.Terms);
        // A term that ran on through a pause is no agreement.
        bool runs = !before.IsPaused && told.Status != ContractStatus.Paused;
        bool early = runs && IsEarly(before, told);
        bool longer = runs && told.TermStartsAt == before.TermStartsAt && told.RenewsAt > before.RenewsAt;
        if (same && !early && !longer)
        {
            return null;
        }

        key = same ? string.Create(CultureInfo.InvariantCulture, $"term/{told.RenewsAt?.ToUnixTimeSeconds()}/{key}") : key;
        // What the event says of when counts; a term that begins early says so itself.
        Amendment? date = told.Amendments.FirstOrDefault(a => ToldTerms.Same(a.Before, a.Terms));
        DateTimeOffset effective = early ? told.TermStartsAt!.Value : date?.EffectiveAt ?? at;
        return new Amendment
        {
            Kind = early ? AmendmentKind.EarlyRenewal : null,
            EffectiveOn = early || date is null ? DateOnly.FromDateTime(effective.UtcDateTime) : date.EffectiveOn,
            EffectiveAt = effective,
            Before = before.Terms,
            Terms = told.Terms,
            Event = date?.Event,
            TermEndsAtBefore = early || longer ? before.RenewsAt : null,
            TermEndsAtAfter = early || longer ? told.RenewsAt : null,
        };
    }

    /// <summary>A plan of another length begins a term of its own by itself: that is the new plan, and nothing was renewed.</summary>
    private static bool IsEarly(ToldVersion before, Contract told) =>
        told.TermStartsAt > before.TermStartsAt && told.TermStartsAt < before.RenewsAt && Lengths(before.Terms).SetEquals(Lengths(told.Terms));

    private static HashSet<Recurrence?> Lengths(IReadOnlyList<ProductLine> terms) => [.. terms.Select(t => t.Recurrence)];
}
