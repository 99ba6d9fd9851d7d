using Microsoft.Extensions.Options;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Lead to cash by itself: what it asks is answered from here, and what it decides is looked at.</summary>
internal sealed class FlowBench(Action<LeadToCashOptions>? configure = null, Action<OwnershipTable>? own = null)
{
    private static readonly byte[] s_key = new byte[32];
    private static readonly Dictionary<string, string> s_accounts = new() { ["odoo"] = "o-1", ["crm"] = "c-1", ["billing"] = "b-1", ["gate"] = "g-1" };
    private readonly Dictionary<ExternalRef, Dictionary<string, string?>> _agreed = [];
    private readonly Dictionary<ExternalRef, Dictionary<string, string>> _kept = [];

    public static DateTimeOffset At { get; } = new(2026, 9, 15, 9, 30, 0, TimeSpan.Zero);

    /// <summary>What the systems hold.</summary>
    public Dictionary<ExternalRef, object> Records { get; } = [];

    /// <summary>What the identity map knows.</summary>
    public Dictionary<ExternalRef, RecordLink> Links { get; } = [];

    /// <summary>What is on its way to a target.</summary>
    public HashSet<(string Target, string Subject)> Busy { get; } = [];

    /// <summary>Forgets what was seen of something, as the refusal of an effect does.</summary>
    public void Forget(ExternalRef reference)
    {
        _agreed.Remove(reference);
        _kept.Remove(reference);
    }

    /// <summary>How many rounds of reading the last decision took. The engine takes five, and the port needs one.</summary>
    public int Readings { get; private set; }

    /// <summary>What the ledger knows of effects, by key.</summary>
    public Dictionary<string, EffectSummary> Effects { get; } = [];

    /// <summary>Puts records into their systems.</summary>
    public FlowBench Holds(params (ExternalRef Reference, object Record)[] records)
    {
        foreach ((ExternalRef reference, object record) in records)
        {
            Records[reference] = record;
        }

        return this;
    }

    /// <summary>Makes references names of one record, the first one its origin.</summary>
    public FlowBench Knows(params RecordReference[] references)
    {
        RecordLink link = new(Guid.NewGuid(), references[0].Reference, references);
        foreach (RecordReference reference in references)
        {
            Links[reference.Reference] = link;
        }

        return this;
    }

    /// <summary>Makes an effect stand somewhere.</summary>
    public FlowBench Booked(string kind, ExternalRef source, EffectState state = EffectState.Applied, string target = "odoo")
    {
        string key = $"{s_accounts[target]}|{kind}|{s_accounts[source.System]}/{source.Kind}/{source.Id}";
        Effects[key] = new EffectSummary(key, state, "1", Adopted: false) { Target = target };
        return this;
    }

    /// <summary>Decides, and remembers what the decision saw, as its commit does.</summary>
    public Decision Decide(string kind, ExternalRef subject, object? record = null, DateTimeOffset? at = null)
    {
        Readings = 0;
        Change change = new() { System = subject.System, Kind = kind, Subject = subject, Record = record, OccurredAt = at ?? At };
        LeadToCashOptions options = new() { Erp = "odoo", Crm = "crm" };
        configure?.Invoke(options);
        OwnershipTable ownership = new();
        ownership.Own<Customer>("crm");
        ownership.Own<Contract>("billing");
        ownership.Own<Invoice>("billing");
        ownership.Own<Payment>("billing");
        own?.Invoke(ownership);
        LeadToCash flow = new(Options.Create(options), ownership, new MappingTable());
        Dictionary<Need, object?> answers = [];
        for (int round = 0; round < 30; round++)
        {
            Known known = new(s_accounts, At, answers, (reference, _) => Records[reference]);
            Decision decision = flow.Decide(change, known);
            if (!known.HasNeeds)
            {
                Remember(decision);
                return decision;
            }

            // As the engine does: what the store knows first, then the systems.
            Need[] local = [.. known.Missing.Where(n => n is not Need.Read)];
            Readings += local.Length == 0 ? 1 : 0;
            foreach (Need need in local.Length > 0 ? local : [.. known.Missing])
            {
                answers[need] = Answer(need);
            }
        }

        throw new InvalidOperationException("The flow asks on and on.");
    }

    private object? Answer(Need need) => need switch
    {
        Need.Read read => Records.ContainsKey(read.Reference) ? Array.Empty<byte>() : null,
        Need.Busy busy => Busy.Contains((busy.Target, busy.Subject)),
        Need.Link link => Links.GetValueOrDefault(link.Reference),
        Need.Effect effect => Effects.GetValueOrDefault(effect.Key),
        Need.ShadowOf shadow => new Shadow(
            s_key, _agreed.GetValueOrDefault(shadow.Reference, []).ToDictionary(f => f.Key, f => Shadow.Hash(s_key, f.Key, f.Value)), _kept.GetValueOrDefault(shadow.Reference)),
        _ => null,
    };

    private void Remember(Decision decision)
    {
        foreach (Snapshot seen in (decision as Decision.Do)?.Seen ?? [])
        {
            Dictionary<string, string?> fields = _agreed.TryGetValue(seen.Reference, out Dictionary<string, string?>? there) ? there : _agreed[seen.Reference] = [];
            foreach ((string field, string? value) in seen.Fields)
            {
                fields[field] = value;
            }

            foreach ((string field, string text) in seen.Kept)
            {
                (_kept.TryGetValue(seen.Reference, out Dictionary<string, string>? texts) ? texts : _kept[seen.Reference] = [])[field] = text;
            }
        }
    }
}
