using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Plans as the engine does: what planning asks for is read, linked or unknown, and it is asked again.</summary>
internal sealed class PlanBench(Bench bench)
{
    private const int Rounds = 6;
    private readonly IPort _port = bench.As<IPort>();

    public async Task<PlanResult> PlanAsync(PortSample sample, CancellationToken cancellationToken) =>
        (await KnownAsync(sample, cancellationToken).ConfigureAwait(false)).Result;

    /// <summary>The plan, and the answers that it was made from.</summary>
    public async Task<(PlanResult Result, Dictionary<Need, object?> Answers)> KnownAsync(PortSample sample, CancellationToken cancellationToken)
    {
        Dictionary<Need, object?> answers = [];
        for (int round = 0; round < Rounds; round++)
        {
            Known known = Knowing(sample, answers, bench.Clock.Now);
            PlanResult result = _port.Plan(sample.Intent, known);
            if (result != PlanResult.Needs)
            {
                return (result, answers);
            }

            BrokenRule.Unless(known.Missing.Count > 0, $"planning {sample.Intent.Kind} needs something and asks for nothing");
            foreach (Need need in known.Missing)
            {
                answers[need] = await AnswerAsync(sample, need, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new BrokenRule($"planning {sample.Intent.Kind} still asks after {Rounds} rounds: the engine makes a case of it after five");
    }

    public Known Knowing(PortSample sample, Dictionary<Need, object?> answers, DateTimeOffset now)
    {
        string[] systems = [bench.Contract.System, sample.Intent.Source.System, .. sample.Links.SelectMany(l => new[] { l.Reference.System, l.Same.System }), .. sample.Others.Keys.Select(k => k.System)];
        return new Known(
            systems.Distinct(StringComparer.Ordinal).ToDictionary(s => s, s => s == bench.Contract.System ? bench.Contract.Identity.Account : $"{s}-account", StringComparer.Ordinal),
            now, answers, (reference, bytes) => sample.Others.TryGetValue(reference, out object? other) ? other : _port.Decode(reference, bytes));
    }

    /// <summary>The plan as it leaves; what is no plan breaks the rule.</summary>
    public async Task<Dispatch> DispatchAsync(PortSample sample, CancellationToken cancellationToken)
    {
        (PlanResult result, Dictionary<Need, object?> answers) = await KnownAsync(sample, cancellationToken).ConfigureAwait(false);
        BrokenRule.Unless(
            result is PlanResult.Send,
            $"{sample.Intent.Kind} of {sample.Intent.Source} is planned as {(result is PlanResult.Review review ? $"a case: {review.Reason.Cause}, {review.Reason.Message}" : result.GetType().Name)}, not as something to send");
        EffectPlan plan = ((PlanResult.Send)result).Plan;
        Intent intent = sample.Intent;
        return new Dispatch
        {
            Key = intent.Class == EffectClass.Document
                ? Knowing(sample, answers, bench.Clock.Now).DocumentKey(intent.Target, intent.Kind, intent.Source, intent.Discriminator)
                : $"store|{plan.Subject}|1",
            Kind = intent.Kind,
            Class = intent.Class,
            Payload = plan.Payload,
            Way = plan.Way,
            InDoubt = false,
            Attempts = 0,
        };
    }

    private async Task<object?> AnswerAsync(PortSample sample, Need need, CancellationToken cancellationToken) => need switch
    {
        Need.Read { Reference: var reference } when reference.System == bench.Contract.System => await _port.ReadAsync(reference, cancellationToken).ConfigureAwait(false),
        Need.Read { Reference: var reference } => sample.Others.ContainsKey(reference) ? Array.Empty<byte>() : null,
        Need.Link { Reference: var reference } => LinkOf(sample, reference),
        Need.MappingApproval => true,
        Need.Busy => false,
        _ => null,
    };

    private static RecordLink? LinkOf(PortSample sample, ExternalRef reference)
    {
        ExternalRef[] same = [.. sample.Links.Where(l => l.Reference == reference || l.Same == reference).SelectMany(l => new[] { l.Reference, l.Same }).Distinct()];
        return same.Length == 0 ? null : new RecordLink(Guid.Empty, same[0], [.. same.Select(s => new RecordReference { Reference = s, IsPrimary = true })]);
    }
}
