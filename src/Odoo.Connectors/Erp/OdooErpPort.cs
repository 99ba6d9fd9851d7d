using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>One company of one Odoo database as a port: plans, sends, reads.</summary>
internal sealed class OdooErpPort : IPort, IPreflight, IIdentitySource
{
    private const int StraightWay = 6;
    private readonly OdooErpOptions _options;
    private readonly OwnershipTable _ownership;
    private readonly MappingTable _mappings;
    private readonly IOdooClient _client;
    private readonly ErpReader _reader;
    private readonly EffectActionExecutor? _action;
    private readonly StepwiseBatch _steps;
    private readonly WriteExecutor _writes;

    private OdooErpPort(
        string name, OdooErpOptions options, OwnershipTable ownership, MappingTable mappings, IOdooClient client, IFaultPoints faults, TimeProvider clock)
    {
        Name = name;
        _options = options;
        _ownership = ownership;
        _mappings = mappings;
        _client = client;
        _reader = new ErpReader(name, client, options, clock);
        _action = options.EffectActionId is long id ? new EffectActionExecutor(name, client, id) : null;
        _steps = new StepwiseBatch(name, client, new StepwiseExecutor(name, client, _reader, faults), faults);
        _writes = new WriteExecutor(name, client, _reader);
    }

    public string Name { get; }

    /// <summary>20 to 50 documents a call keep Odoo well below its time limits.</summary>
    public int BatchSize => 50;

    /// <summary>Long invoices take their time: a call holds so many lines at most, and one longer invoice alone.</summary>
    public int BatchWeight => 1000;

    public static OdooErpPort Create(IServiceProvider services, string name) => new(
        name,
        services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name),
        services.GetRequiredService<OwnershipTable>(),
        services.GetRequiredService<MappingTable>(),
        services.GetRequiredService<IOdooClientFactory>().Get(name),
        services.GetRequiredService<IFaultPoints>(),
        services.GetRequiredService<TimeProvider>());

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        await _client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        await _reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        if (_action is not null && await _action.ProbeAsync(cancellationToken).ConfigureAwait(false) is var protocol and not EffectActionExecutor.Protocol)
        {
            throw new WrongWorldException(
                $"The effect action of '{Name}' speaks protocol {protocol}; install protocol {EffectActionExecutor.Protocol}, or unset Systems:{Name}:EffectActionId.");
        }

        return new SystemIdentity($"{_options.Url!.Authority}/{_options.Database}", _options.IsLive);
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => _reader.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => ErpReader.Decode(reference, answer);

    public PlanResult Plan(Intent intent, Known known)
    {
        PlanContext context = new(Name, _options, _ownership, _mappings, known);
        return intent.Kind switch
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
    }

    /// <summary>
    /// The fewest: the effect action takes a batch in one call. Step by step a document, or a batch that goes the straight way, is looked
    /// up, loaded, read, posted and read again. The HTTP clients count what it comes to.
    /// </summary>
    public int CallCost(int effects) => _action is null ? StraightWay : 1;

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        List<Dispatch> byAction = [.. dispatches.Where(d => d.Way == ErpWays.Action)];
        if (byAction.Count > 0 && _action is null)
        {
            CaseReason missing = new(
                ErrorKind.Configuration, "effect-action-missing", $"This was planned for the effect action; set Systems:{Name}:EffectActionId again.", $"Systems:{Name}:EffectActionId");
            outcomes.AddRange(byAction.Select(d => new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied, Reason = missing }));
        }
        else if (byAction.Count > 0)
        {
            outcomes.AddRange(await _action!.SendAsync(byAction, cancellationToken).ConfigureAwait(false));
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

    public async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken) =>
        await new ErpPreflight(Name, _options, _client, _reader, _action).CheckAsync(currencies, cancellationToken).ConfigureAwait(false);
}
