using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>One company of one Odoo database as a port: plans, sends, reads.</summary>
internal sealed class OdooErpPort : IPort, IPreflight, IOdooDoctor, IIdentitySource
{
    private const int StraightWay = 6;
    private readonly OdooErpOptions _options;
    private readonly OwnershipTable _ownership;
    private readonly MappingTable _mappings;
    private readonly IOdooClient _client;
    private readonly ErpReader _reader;
    private readonly EffectsChoice _effects;
    private readonly StepwiseBatch _steps;
    private readonly WriteExecutor _writes;
    private readonly TimeProvider _clock;

    private OdooErpPort(
        string name, OdooErpOptions options, OwnershipTable ownership, MappingTable mappings, IOdooClient client, IFaultPoints faults, TimeProvider clock, ILogger<OdooErpPort> logger)
    {
        Name = name;
        _options = options;
        _ownership = ownership;
        _mappings = mappings;
        _client = client;
        _reader = new ErpReader(name, client, options, clock);
        _effects = new EffectsChoice(name, options, client, _reader, logger);
        _steps = new StepwiseBatch(name, client, new StepwiseExecutor(name, client, _reader, faults), faults);
        _writes = new WriteExecutor(name, client, _reader);
        _clock = clock;
    }

    public string Name { get; }

    public int BatchSize => CallWeight.MostEffects;

    /// <summary>By weight a call holds 50 documents of up to 20 lines, fewer long ones, one very long one alone, or 500 customers.</summary>
    public int BatchWeight => CallWeight.Call;

    public static OdooErpPort Create(IServiceProvider services, string name) => new(
        name,
        services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name),
        services.GetRequiredService<OwnershipTable>(),
        services.GetRequiredService<MappingTable>(),
        services.GetRequiredService<IOdooClientFactory>().Get(name),
        services.GetRequiredService<IFaultPoints>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<OdooErpPort>>());

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        await _client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        await _reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        await _effects.DecideAsync(cancellationToken).ConfigureAwait(false);
        return new SystemIdentity($"{_options.Url!.Authority}/{_options.Database}", _options.IsLive);
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => _reader.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => ErpReader.Decode(reference, answer);

    public PlanResult Plan(Intent intent, Known known)
    {
        PlanContext context = new(Name, _options, _ownership, _mappings, known, _effects.Way);
        PlanResult result = intent.Kind switch
        {
            EffectKinds.Customer => CustomerPlanner.Plan(context, intent),
            EffectKinds.CustomerFields => CustomerPlanner.PlanFields(context, intent),
            EffectKinds.Contract => ContractPlanner.Plan(context, intent),
            EffectKinds.ContractActivation => ContractPlanner.PlanActivation(context, intent),
            EffectKinds.Amendment => ContractPlanner.PlanAmendment(context, intent),
            EffectKinds.Invoice => InvoicePlanner.Plan(context, intent),
            EffectKinds.CreditNote => InvoicePlanner.PlanCreditNote(context, intent),
            EffectKinds.Void => CorrectionPlanner.PlanVoid(context, intent),
            EffectKinds.WriteOff => CorrectionPlanner.PlanWriteOff(context, intent),
            EffectKinds.Payment => PaymentPlanner.Plan(context, intent),
            EffectKinds.Refund => PaymentPlanner.PlanRefund(context, intent),
            _ => new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "unknown-effect", $"Odoo has no plan for '{intent.Kind}'; send it to another system.")),
        };
        return CallWeight.Weigh(result, intent.Kind);
    }

    /// <summary>
    /// The fewest: the effect action takes a batch in one call. Step by step a document, or a batch that goes the straight way, is looked
    /// up, loaded, read, posted and read again. The HTTP clients count what it comes to.
    /// </summary>
    public int CallCost(int effects) => _effects.Way == ErpWays.Action ? 1 : StraightWay;

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        List<Dispatch> byAction = [.. dispatches.Where(d => d.Way == ErpWays.Action)];
        if (byAction.Count > 0)
        {
            outcomes.AddRange(await _effects.SendAsync(byAction, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Write))
        {
            outcomes.Add(await _writes.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        outcomes.AddRange(await _steps.SendAsync([.. dispatches.Where(d => d.Way == ErpWays.Steps)], cancellationToken).ConfigureAwait(false));

        return outcomes;
    }

    public async IAsyncEnumerable<(ExternalRef InTarget, ExternalRef Source)> LinksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long company = await _reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        await foreach ((ExternalRef InTarget, ExternalRef Source) link in ErpIdentity.ReadAsync(Name, company, _client, cancellationToken).ConfigureAwait(false))
        {
            yield return link;
        }
    }

    public TimeSpan SettleTime(string way) => way == ErpWays.Action ? TimeSpan.Zero : _options.ServerTimeLimit;

    public Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken) =>
        NewPreflight().CheckAsync(currencies, cancellationToken);

    public Task<IReadOnlyList<OdooFinding>> ExamineAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken) =>
        new OdooDoctor(Name, _options, _client, _reader, NewPreflight(), _effects, _clock).ExamineAsync(currencies, cancellationToken);

    private ErpPreflight NewPreflight() => new(Name, _options, _client, _reader, _effects);
}
