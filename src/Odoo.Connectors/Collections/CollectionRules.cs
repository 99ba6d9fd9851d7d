using System.Globalization;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>The rules in words, the hash of them, and the steps of a ledger by their day.</summary>
internal sealed class CollectionRules : IRuleWords
{
    private readonly CollectionsOptions _options;
    private readonly RuleSet _set;

    public CollectionRules(IOptions<CollectionsOptions> options)
    {
        _options = options.Value;
        _set = RuleSet.Of(this);
    }

    public string Name => "collections";

    public string Hash => _set.Hash;

    /// <summary>As decisions tell it.</summary>
    public string Short => _set.Short;

    public int GraceDays => _options.GraceDays;

    public IEnumerable<string> Lines() => _options.Steps.Select(InWords).Prepend(
        string.Create(CultureInfo.InvariantCulture, $"past due after {_options.GraceDays} days{(_options.GroupField is string field ? $", groups by {field}" : "")}"));

    /// <summary>The steps of a customer: those of its groups where any names one of them, else those of no group.</summary>
    public IReadOnlyList<DunningStep> StepsOf(OverdueAccount account)
    {
        DunningStep[] here = [.. _options.Steps.Where(s => s.Ledgers.Count == 0 || s.Ledgers.Contains(account.Ledger)).OrderBy(s => s.DaysOverdue).ThenBy(s => s.Name, StringComparer.Ordinal)];
        DunningStep[] own = [.. here.Where(s => s.Groups.Intersect(account.Groups ?? [], StringComparer.OrdinalIgnoreCase).Any())];
        return own.Length > 0 ? own : [.. here.Where(s => s.Groups.Count == 0)];
    }

    private static string InWords(DunningStep step) => string.Join(", ", new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"{step.Name} after {step.DaysOverdue} days: {step.Status}"),
        string.Join(' ', step.LeastAmounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => string.Create(CultureInfo.InvariantCulture, $"from {a.Value} {a.Key}"))),
        step.Ledgers.Count == 0 ? "" : $"in {string.Join(' ', step.Ledgers)}",
        step.Groups.Count == 0 ? "" : $"of {string.Join(' ', step.Groups.Order(StringComparer.Ordinal))}",
        step.Activity is { } activity ? $"an activity within {activity.DueInDays} days" : "",
        step.PausesContracts ? "pauses contracts" : "",
        step.OpensCase ? "opens a case" : "",
        step.ProposesWriteOff ? "proposes to write off" : "",
    }.Where(w => w.Length > 0));
}
