using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>rules</c>: by which rules a host decides, and how they changed, as its audit trail tells.</summary>
internal sealed class RulesCommand(Terminal terminal)
{
    private readonly StoreOptions _store = new();
    private readonly Option<string?> _part = new("--part") { Description = "One part alone, such as approvals.", HelpName = "name" };
    private readonly Option<bool> _history = new("--history") { Description = "All versions, oldest first. Without it the newest of each part." };

    public static Command Create(Terminal terminal)
    {
        RulesCommand rules = new(terminal);
        Command command = new("rules", "By which rules a host decides: ownership, routing, limits of approvals, and so on, each with its version.") { rules._part, rules._history };
        rules._store.AddTo(command);
        command.SetAction(rules.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<RuleVersion> all = await _store.UseAsync(parsed, terminal, host => host.GetRequiredService<IAuditOperations>().RulesAsync(cancellationToken)).ConfigureAwait(false);
        IEnumerable<RuleVersion> shown = all.Where(r => parsed.GetValue(_part) is not { } part || r.Part == part);
        foreach (RuleVersion rules in parsed.GetValue(_history) ? shown : shown.GroupBy(r => r.Part, StringComparer.Ordinal).Select(g => g.Last()))
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{rules.Part} version {rules.Version} ({rules.Hash}) since {rules.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n  {rules.Words.Replace("\n", "\n  ", StringComparison.Ordinal)}")).ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }
}
