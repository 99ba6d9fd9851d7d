using System.Globalization;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>What is accepted by rule, and what is compared, as it is versioned.</summary>
internal sealed class ReconciliationWords(IOptions<ReconciliationOptions> options) : IRuleWords
{
    public string Name => "reconciliation";

    public IEnumerable<string> Lines() =>
    [
        .. options.Value.Schedule is { } schedule ? [$"{string.Join(' ', options.Value.Sources)} at {schedule} {options.Value.TimeZone}"] : Array.Empty<string>(),
        .. options.Value.Ledgers.Count == 0 ? Array.Empty<string>() : [$"in {string.Join(' ', options.Value.Ledgers.Order(StringComparer.Ordinal))}"],
        .. options.Value.LookBack is { } back ? [string.Create(CultureInfo.InvariantCulture, $"looks back {back}")] : Array.Empty<string>(),
        string.Create(CultureInfo.InvariantCulture, $"settles in {options.Value.SettleWindow}"),
        .. AutoAcceptance.Rules(options.Value).Select(Words),
    ];

    private static string Words(AutoAcceptRule rule) => string.Join(", ", new[]
    {
        $"accepts by {rule.Name}: {string.Join(' ', rule.Kinds)}",
        rule.Ledgers.Count == 0 ? "" : $"in {string.Join(' ', rule.Ledgers)}",
        rule.RecordKinds.Count == 0 ? "" : $"of {string.Join(' ', rule.RecordKinds)}",
        string.Join(' ', AmountLimits.Words("up to", rule.LargestAmounts)),
        rule.MostPerRun is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most} a run") : "",
    }.Where(w => w.Length > 0));
}
