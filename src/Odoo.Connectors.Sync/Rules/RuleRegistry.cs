using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Writes into the trail which rules a host starts with, where they are not those of before. Each part counts its own versions; <c>all</c> stands for the
/// rules together, and is what decisions name.
/// </summary>
internal sealed class RuleRegistry(HubStore store, IEnumerable<IRuleWords> parts, TimeProvider clock)
{
    /// <summary>The chain of the trail that tells of rules. It is never pruned: without it nobody could say what a hash means.</summary>
    public const string Lane = "rules";

    private const string All = "all";
    private const string Names = "rules/";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile RuleSet? _all;

    /// <summary>The rules that this node decides by.</summary>
    public string Short => (_all ?? throw new InvalidOperationException("The rules are not registered yet.")).Short;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_all is not null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_all is null)
            {
                RuleSet[] sets = [.. parts.Select(RuleSet.Of).OrderBy(s => s.Name, StringComparer.Ordinal)];
                RuleSet all = new(All, string.Join('\n', sets.Select(s => $"{s.Name} {s.Short}")));
                await store.RunAsync(t => RegisterAsync(t, [.. sets, all], cancellationToken), cancellationToken).ConfigureAwait(false);
                _all = all;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RegisterAsync(HubTransaction transaction, RuleSet[] sets, CancellationToken cancellationToken)
    {
        Dictionary<string, string> before = await transaction.Meta.StartingWithAsync(Names, cancellationToken).ConfigureAwait(false);
        transaction.Audit.Lane = Lane;
        foreach (RuleSet set in sets)
        {
            string[]? known = before.GetValueOrDefault(set.Name)?.Split(' ');
            if (known?[1] == set.Hash || (known is null && set.Definition.Length == 0))
            {
                continue;
            }

            int version = 1 + (known is null ? 0 : int.Parse(known[0], CultureInfo.InvariantCulture));
            await transaction.Meta.SetAsync($"{Names}{set.Name}", string.Create(CultureInfo.InvariantCulture, $"{version} {set.Hash}"), cancellationToken).ConfigureAwait(false);
            await transaction.Audit.WriteAsync(
                new AuditLine(clock.GetUtcNow().ToUnixTimeMilliseconds(), null, RuleVersion.Key(set.Name, version), "rules", RuleVersion.Text(set, version)), cancellationToken).ConfigureAwait(false);
        }
    }
}
