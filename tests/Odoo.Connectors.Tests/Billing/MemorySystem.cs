using System.Collections.Concurrent;
using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A system in memory: its records are read, its facts are delivered by a test, and what is written is noted. It enforces our keys.</summary>
internal class MemorySystem(string name) : ISource, IPort
{
    private readonly Lock _gate = new();
    private readonly List<(Intent Intent, ExternalRef? Customer)> _planned = [];
    private readonly Dictionary<string, Outcome> _done = new(StringComparer.Ordinal);
    private readonly List<(string Kind, ExternalRef Subject, object? Record, DateTimeOffset At)> _told = [];

    public string Name => name;

    public int BatchSize => 10;

    /// <summary>What it holds.</summary>
    public ConcurrentDictionary<ExternalRef, object> Records { get; } = new();

    /// <summary>What was done, in order: kind and source, of each thing once.</summary>
    public List<Intent> Done { get; } = [];

    /// <summary>What meets a write; the default is nothing.</summary>
    public Func<Intent, WriteFault> Fault { get; set; } = _ => WriteFault.None;

    /// <summary>Runs after something was done and before the hub is answered.</summary>
    public Func<Intent, Task>? BeforeAnswer { get; set; }

    public ExternalRef Ref(string kind, string id) => new(name, kind, id);

    /// <summary>The vendor's account; two names may have one.</summary>
    public string Account { get; init; } = $"{name}-1";

    /// <summary>Runs before something is read; the default is nothing.</summary>
    public Func<ExternalRef, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(Account, false));

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        await BeforeRead(reference);
        return Records.ContainsKey(reference) ? [1] : null;
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Records[reference];

    /// <summary>A fact of this system, as its feed brings it.</summary>
    /// <param name="kind">One of <see cref="ChangeKinds"/>.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="lane">The customer.</param>
    /// <param name="record">What the event tells; without it, what is read.</param>
    /// <param name="at">When it happened; noon of 1 September unless it matters.</param>
    public Delivery Tell(string kind, ExternalRef subject, string lane, object? record = null, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            _told.Add((kind, subject, record ?? Records.GetValueOrDefault(subject), at ?? new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero)));
            return new Delivery
            {
                System = name, Kind = kind, Lane = $"{name}:{lane}", Subject = subject, OccurredAt = _told[^1].At,
                Payload = BitConverter.GetBytes(_told.Count - 1),
            };
        }
    }

    public Change DecodeChange(Delivery delivery)
    {
        lock (_gate)
        {
            (string kind, ExternalRef subject, object? record, DateTimeOffset at) = _told[BitConverter.ToInt32(delivery.Payload.Span)];
            return new Change { System = name, Kind = kind, Subject = subject, Record = record, OccurredAt = at };
        }
    }

    public PlanResult Plan(Intent intent, Known known)
    {
        ExternalRef? customer = intent.Customer?.Ref;
        if (customer is not null)
        {
            if (!known.TryLink(customer, out RecordLink? link))
            {
                return PlanResult.Needs;
            }

            customer = link?.Origin ?? customer;
        }

        lock (_gate)
        {
            _planned.Add((intent, customer));
            return new PlanResult.Send(new EffectPlan
            {
                Subject = $"{intent.Kind}/{intent.Source}/{intent.Discriminator}",
                Payload = (_planned.Count - 1).ToString(CultureInfo.InvariantCulture),
                Claims = intent is { Kind: EffectKinds.Customer, Customer.VatNumber: string vat } ? [$"vat:{vat}"] : [],
            });
        }
    }

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            (Outcome outcome, Intent? fresh) = Send(dispatch);
            if (fresh is not null && BeforeAnswer is not null)
            {
                await BeforeAnswer(fresh);
            }

            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    /// <summary>What a write makes here; null where it makes no record.</summary>
    protected virtual ExternalRef? Make(Intent intent, ExternalRef? customer, int number) =>
        intent.Class == EffectClass.State ? null : Ref(intent.Kind, $"{intent.Kind}-{number}");

    private (Outcome Outcome, Intent? Fresh) Send(Dispatch dispatch)
    {
        lock (_gate)
        {
            (Intent intent, ExternalRef? customer) = _planned[int.Parse(dispatch.Payload, CultureInfo.InvariantCulture)];
            if (_done.TryGetValue(dispatch.Key, out Outcome? before))
            {
                return (before with { Status = OutcomeStatus.Replayed }, null);
            }

            WriteFault fault = Fault(intent);
            if (fault == WriteFault.Refused)
            {
                CaseReason reason = new(ErrorKind.Validation, "refused-here", $"{intent.Kind} of {intent.Source} is not possible; correct it, then retry.", intent.Kind);
                return (new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Refused, Reason = reason }, null);
            }

            Done.Add(intent);
            Outcome outcome = new() { Key = dispatch.Key, Status = OutcomeStatus.Applied, Target = Make(intent, customer, Done.Count) };
            _done[dispatch.Key] = outcome;
            return fault == WriteFault.ReplyLost ? (new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Unknown }, intent) : (outcome, intent);
        }
    }
}
