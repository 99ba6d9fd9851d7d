using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Compares a record that is about to be created with those that are there, by the rules of its type.</summary>
internal sealed class Matcher(IEnumerable<MatchRuleSet> sets, Bindings bindings)
{
    private readonly MatchRuleSet[] _sets = [.. sets];

    /// <summary>Looks for the record and writes down its keys.</summary>
    /// <returns>The record it is, or the case that asks a person; both null for a new one.</returns>
    public async Task<(Guid? Same, CaseReason? Ask)> MatchAsync(
        HubTransaction transaction, long eventId, Step step, Guid mine, CancellationToken cancellationToken)
    {
        if (step.Plan is not (PlanResult.Send or PlanResult.Adopt) || Rules(step) is not MatchRuleSet rules)
        {
            return default;
        }

        string target = step.Intent.Target;
        Dictionary<string, string> keys = Keys(rules, step.Intent.Record);
        if (step.Key is not null)
        {
            (List<MatchCandidate> same, List<MatchCandidate> perhaps) =
                await CandidatesAsync(transaction, rules, target, keys, mine, cancellationToken).ConfigureAwait(false);
            if (same.Count == 1 && perhaps.Count == 0 && step.Record is null)
            {
                return (same[0].Record, null);
            }

            List<MatchCandidate> all = [.. same.Concat(perhaps).OrderByDescending(c => c.Score).ThenBy(c => c.Record)];
            if (all.Count > 0)
            {
                return (null, await AskAsync(transaction, eventId, step.Intent.Source, all, "possible-match", rules.Accept, cancellationToken).ConfigureAwait(false));
            }
        }

        await transaction.Matches.SetKeysAsync(target, mine, keys, cancellationToken).ConfigureAwait(false);
        return default;
    }

    /// <summary>The case that asks whether a record is one of those that are there.</summary>
    public static async Task<CaseReason> AskAsync(
        HubTransaction transaction, long eventId, ExternalRef source, IReadOnlyList<MatchCandidate> candidates, string cause, int accept, CancellationToken cancellationToken)
    {
        await transaction.Matches.AskAsync(eventId, source, candidates, cancellationToken).ConfigureAwait(false);
        List<string> names = [];
        foreach (MatchCandidate candidate in candidates)
        {
            RecordLink? record = await transaction.Identity.FindAsync(candidate.Record, cancellationToken).ConfigureAwait(false);
            names.Add($"{record?.Origin.ToString() ?? "a record that waits for its own case"} ({candidate.Score} of {accept})");
        }

        return new CaseReason(
            ErrorKind.Conflict, cause, $"{source} may be the same as {string.Join(", ", names)}. Answer whether it is: the same joins them, different makes a new record.");
    }

    private static async Task<(List<MatchCandidate> Same, List<MatchCandidate> Perhaps)> CandidatesAsync(
        HubTransaction transaction, MatchRuleSet rules, string target, Dictionary<string, string> keys, Guid mine, CancellationToken cancellationToken)
    {
        // A record has the keys of those that were merged into it too.
        Dictionary<Guid, List<Guid>> found = [];
        foreach ((string rule, string hash) in keys)
        {
            foreach (Guid sharing in await transaction.Matches.SharingAsync(target, rule, hash, cancellationToken).ConfigureAwait(false))
            {
                Guid live = await transaction.Merges.ResolveAsync(sharing, cancellationToken).ConfigureAwait(false);
                (found.TryGetValue(live, out List<Guid>? parts) ? parts : found[live] = []).Add(sharing);
            }
        }

        found.Remove(mine);
        foreach (Guid different in await DifferentAsync(transaction, mine, cancellationToken).ConfigureAwait(false))
        {
            found.Remove(different);
        }

        List<MatchCandidate> same = [], perhaps = [];
        foreach ((Guid live, List<Guid> parts) in found)
        {
            Dictionary<string, string> theirs = [];
            foreach (Guid part in parts.Append(live).Distinct())
            {
                foreach ((string rule, string hash) in await transaction.Matches.KeysOfAsync(target, part, cancellationToken).ConfigureAwait(false))
                {
                    theirs[rule] = keys.TryGetValue(rule, out string? own) && own == theirs.GetValueOrDefault(rule) ? own : hash;
                }
            }

            (int decides, int asks, bool contradicted) = rules.Score(keys, theirs);
            if (decides >= rules.Accept && !contradicted)
            {
                same.Add(new MatchCandidate(live, decides));
            }
            else if (asks >= rules.Review)
            {
                perhaps.Add(new MatchCandidate(live, asks));
            }
        }

        return (same, perhaps);
    }

    /// <summary>The live records that a person said are not this one.</summary>
    public static async Task<HashSet<Guid>> DifferentAsync(HubTransaction transaction, Guid mine, CancellationToken cancellationToken)
    {
        HashSet<Guid> different = [];
        foreach (Guid answered in await transaction.Matches.DifferentFromAsync(mine, cancellationToken).ConfigureAwait(false))
        {
            different.Add(await transaction.Merges.ResolveAsync(answered, cancellationToken).ConfigureAwait(false));
        }

        return different;
    }

    private MatchRuleSet? Rules(Step step)
    {
        Type type = step.Intent.Record.GetType();
        return Array.Find(_sets, s => s.Type == type && s.Target == step.Intent.Target) ?? Array.Find(_sets, s => s.Type == type && s.Target is null);
    }

    /// <summary>Keys are stored as keyed hashes: an e-mail address is nobody's business here.</summary>
    private Dictionary<string, string> Keys(MatchRuleSet rules, object record)
    {
        Dictionary<string, string> keys = [];
        foreach (MatchRule rule in rules.Rules)
        {
            if (rule.Key(record) is { Length: > 0 } key)
            {
                byte[] hash = HMACSHA256.HashData(bindings.ShadowKey, Encoding.UTF8.GetBytes($"{rule.Name}={key}"));
                keys[rule.Name] = Convert.ToHexStringLower(hash.AsSpan(0, 16));
            }
        }

        return keys;
    }
}
