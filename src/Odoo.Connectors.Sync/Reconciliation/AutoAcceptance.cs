using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What is accepted by rule of one run. Pure.</summary>
internal sealed class AutoAcceptance
{
    private readonly Dictionary<string, string> _ruleOf = new(StringComparer.Ordinal);

    private AutoAcceptance()
    {
    }

    /// <summary>Why nothing is accepted although rules hold; null where none holds, or nothing is in the way.</summary>
    public string? Stopped { get; private init; }

    /// <summary>Whether a rule takes anything.</summary>
    public bool Any => _ruleOf.Count > 0;

    /// <summary>The rules, kinds that are named without one included.</summary>
    public static IReadOnlyList<AutoAcceptRule> Rules(ReconciliationOptions options) =>
        [.. options.AutoAccept.Distinct().Select(k => new AutoAcceptRule { Name = k.ToString(), Kinds = [k] }), .. options.AutoAcceptRules];

    public static AutoAcceptance Of(IReadOnlyList<Discrepancy> found, ReconciliationOptions options)
    {
        IReadOnlyList<AutoAcceptRule> rules = Rules(options);
        AutoAcceptance taken = new();
        foreach (Discrepancy discrepancy in found.Where(d => d.Correction == Correction.TellAgain))
        {
            if (rules.FirstOrDefault(r => Holds(r, discrepancy)) is { } rule)
            {
                taken._ruleOf[discrepancy.Key] = rule.Name;
            }
        }

        string[] floods = [.. rules.Select(r => (Rule: r, Count: taken._ruleOf.Values.Count(n => n == r.Name))).Where(r => r.Count > r.Rule.MostPerRun)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"the rule '{r.Rule.Name}' holds for {r.Count} discrepancies and may take {r.Rule.MostPerRun}"))];
        return floods.Length == 0 ? taken : new AutoAcceptance { Stopped = $"Nothing was accepted by rule: {string.Join(", ", floods)}. Look at the set-up first; then accept by hand what is right." };
    }

    /// <summary>The name of the rule that takes a discrepancy; null where none does.</summary>
    public string? RuleOf(Discrepancy discrepancy) => _ruleOf.GetValueOrDefault(discrepancy.Key);

    private static bool Holds(AutoAcceptRule rule, Discrepancy discrepancy) =>
        rule.Kinds.Contains(discrepancy.Kind)
        && (rule.RecordKinds.Count == 0 || rule.RecordKinds.Contains(discrepancy.Subject.Kind))
        && (rule.Ledgers.Count == 0 || ((discrepancy.Booked?.Ledger ?? discrepancy.Expected?.Ledger) is { } ledger && rule.Ledgers.Contains(ledger)))
        && (rule.LargestAmounts.Count == 0 || (discrepancy.Expected is { Currency: { } currency, Gross: { } gross } && AmountLimits.Covers(rule.LargestAmounts, new Money(Math.Abs(gross), currency))));
}
