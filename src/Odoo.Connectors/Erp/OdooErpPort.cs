using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>One company of one Odoo database as a port: plans, sends, reads.</summary>
internal class OdooErpPort : IPort, IBatchReader, IPreflight, IOdooDoctor, IIdentitySource, ILedgerPositions
{
    private const int StraightWay = 7;
    private readonly OdooErpOptions _options;
    private readonly OwnershipTable _ownership;
    private readonly MappingTable _mappings;
    private readonly IOdooClient _client;
    private readonly ErpReader _reader;
    private readonly ITaxSource? _taxes;
    private readonly EffectsChoice _effects;
    private readonly PartnerBatchReader _partners;
    private readonly StepwiseBatch _steps;
    private readonly CustomerBatch _customers;
    private readonly ProductMaker _products;
    private readonly WriteExecutor _writes;
    private readonly MoneyExecutor _moneyByAction;
    private readonly MoneyExecutor _moneyBySteps;
    private readonly NoteExecutor _notes;
    private readonly ActivityExecutor _activities;
    private readonly ContractExecutor _contracts;
    private readonly OrderLinesExecutor _orderLines;
    private readonly BalanceReader _balances;
    private readonly IssuedReader _issued;
    private readonly OdooPositions _positions;

    private OdooErpPort(
        string name, OdooErpOptions options, OwnershipTable ownership, MappingTable mappings, IOdooClient client, IFaultPoints faults, TimeProvider clock, ILogger<OdooErpPort> logger,
        ITaxSource? taxes)
    {
        Name = name;
        _options = options;
        _ownership = ownership;
        _mappings = mappings;
        _client = client;
        _taxes = taxes;
        _reader = new ErpReader(name, client, options, clock);
        _effects = new EffectsChoice(name, options, client, _reader, logger);
        ExternalIdFinder finder = new(client, _reader, _effects);
        _partners = new PartnerBatchReader(client, _reader, finder);
        StepwiseExecutor alone = new(name, client, _reader, faults);
        _steps = new StepwiseBatch(name, client, alone, new LockGuard(name, _reader.Locks), faults);
        _customers = new CustomerBatch(name, client, alone, finder, faults);
        _products = new ProductMaker(name, client, _reader, faults);
        _writes = new WriteExecutor(client, _reader);
        _notes = new NoteExecutor(client, _reader);
        _activities = new ActivityExecutor(client, _reader);
        MoneyBooks books = new(client, _reader);
        _moneyByAction = new MoneyExecutor(name, books, async (d, cancel) => (await _effects.SendAsync([d], cancel).ConfigureAwait(false))[0], faults);
        _moneyBySteps = new MoneyExecutor(name, books, alone.SendAsync, faults);
        _contracts = new ContractExecutor(name, client, _reader, faults);
        _orderLines = new OrderLinesExecutor(name, client, _reader, faults);
        BookReader bookReader = new(client, _reader);
        _positions = new OdooPositions(name, client, _reader, bookReader, options);
        _issued = new IssuedReader(client, bookReader, options);
        _balances = new BalanceReader(client, bookReader, new AccountReader(name, client, bookReader, options, clock));
        Stream = new BookStreams(name, client, bookReader, OrderReader.Create(name, client, _reader, options), options, clock);
        Clock = clock;
    }

    private protected OdooErpPort(IServiceProvider services, string name)
        : this(
            name,
            services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name),
            services.GetRequiredService<OwnershipTable>(),
            services.GetRequiredService<MappingTable>(),
            services.GetRequiredService<IOdooClientFactory>().Get(name),
            services.GetRequiredService<IFaultPoints>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<OdooErpPort>>(),
            services.GetKeyedService<ITaxSource>(name) ?? services.GetService<ITaxSource>())
    {
    }

    public string Name { get; }

    public int BatchSize => CallWeight.MostEffects;

    /// <summary>By weight a call holds 50 documents of up to 20 lines, fewer long ones, one very long one alone, or 500 customers.</summary>
    public int BatchWeight => CallWeight.Call;

    private protected OdooErpOptions Options => _options;

    private protected BookStreams Stream { get; }

    private protected TimeProvider Clock { get; }

    /// <summary>Where the host wants Odoo read for changes, a port that is a feed too.</summary>
    public static OdooErpPort Create(IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(name).Feed.Streams.Count > 0 ? new OdooFeedPort(services, name) : new OdooErpPort(services, name);

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        await _client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        await _reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        await _effects.DecideAsync(cancellationToken).ConfigureAwait(false);
        return new SystemIdentity($"{_options.Url!.Authority}/{_options.Database}", _options.IsLive);
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        reference.Kind == ErpLookup.TaxAnswer ? AskAsync(reference.Id, cancellationToken)
        : reference.Kind == RecordKinds.IssuedDocument ? _issued.ReadAsync(reference, cancellationToken)
        : reference.Kind == RecordKinds.AccountBalance ? _balances.ReadAsync(reference, cancellationToken)
        : BookRecords.IsRecord(reference) ? Stream.ReadAsync(reference, cancellationToken) : _reader.ReadAsync(reference, cancellationToken);

    /// <summary>As many customers as a call makes.</summary>
    public int ReadBatchSize => CallWeight.MostEffects;

    public bool IsBatched(ExternalRef reference) => reference.Kind == ErpLookup.Customer;

    public async Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken) =>
        (await _partners.ReadAsync([.. references.Select(r => r.Id)], cancellationToken).ConfigureAwait(false)).ToDictionary(a => ErpLookup.Of(Name, ErpLookup.Customer, a.Key), a => a.Value);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        BookRecords.IsRecord(reference) ? BookRecords.Decode(Name, reference, answer) : ErpReader.Decode(reference, answer);

    public PlanResult Plan(Intent intent, Known known)
    {
        PlanContext context = new(Name, _options, _ownership, _mappings, known, _effects.Way, intent.Record) { HasTaxSource = _taxes is not null };
        PlanResult result = intent.Kind switch
        {
            EffectKinds.Customer => CustomerPlanner.Plan(context, intent),
            EffectKinds.CustomerFields => CustomerPlanner.PlanFields(context, intent),
            EffectKinds.CustomerTerms => CustomerTermsPlanner.Plan(context, intent),
            EffectKinds.Contacts => ContactsPlanner.Plan(context, intent),
            EffectKinds.Contract => ContractPlanner.Plan(context, intent),
            EffectKinds.ContractActivation => ContractPlanner.PlanActivation(context, intent),
            EffectKinds.Amendment => ContractPlanner.PlanAmendment(context, intent),
            EffectKinds.Invoice => InvoicePlanner.Plan(context, intent),
            EffectKinds.CreditNote => InvoicePlanner.PlanCreditNote(context, intent),
            EffectKinds.Void => CorrectionPlanner.PlanVoid(context, intent),
            EffectKinds.WriteOff => CorrectionPlanner.PlanWriteOff(context, intent),
            EffectKinds.Payment => PaymentPlanner.Plan(context, intent),
            EffectKinds.Refund => PaymentPlanner.PlanRefund(context, intent),
            EffectKinds.PaymentAllocation => PaymentPlanner.PlanAllocation(context, intent),
            EffectKinds.PaymentReversal => ReversalPlanner.Plan(context, intent),
            EffectKinds.Chargeback => ReversalPlanner.PlanChargeback(context, intent),
            EffectKinds.ChargebackReversal => ReversalPlanner.PlanChargebackReversal(context, intent),
            EffectKinds.Note => NotePlanner.Plan(context, intent),
            EffectKinds.Activity or EffectKinds.ActivityDone => ActivityPlanner.Plan(context, intent),
            EffectKinds.AccountStanding => StandingPlanner.Plan(context, intent),
            EffectKinds.Payout => PayoutPlanner.Plan(context, intent),
            EffectKinds.Usage => UsagePlanner.Plan(context, intent),
            _ => new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "unknown-effect", $"Odoo has no plan for '{intent.Kind}'; send it to another system.")),
        };
        if (result is PlanResult.Review)
        {
            // Whoever mends what the case is about retries it, and is not answered from memory.
            _reader.Forget();
        }

        return CallWeight.Weigh(context.NewProducts.AddTo(result), intent.Kind);
    }

    /// <summary>
    /// The fewest: the effect action takes a batch in one call. Step by step a document, or a batch that goes the straight way, is looked
    /// up, loaded, read, posted and read again. The HTTP clients count what it comes to.
    /// </summary>
    public int CallCost(int effects) => _effects.Way == ErpWays.Action ? 1 : StraightWay;

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        (dispatches, IReadOnlyList<Outcome> failed) = await _products.MakeAsync(dispatches, cancellationToken).ConfigureAwait(false);
        List<Outcome> outcomes = [.. failed];
        List<Dispatch> byAction = [.. dispatches.Where(d => d.Way == ErpWays.Action)];
        if (byAction.Count > 0)
        {
            outcomes.AddRange(await _effects.SendAsync(byAction, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Around))
        {
            outcomes.Add(await _moneyByAction.SendAsync(dispatch, DocumentPlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Load))
        {
            outcomes.Add(await new LoadExecutor(_client).SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Write))
        {
            outcomes.Add(await _writes.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Note))
        {
            outcomes.Add(await _notes.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Activity))
        {
            outcomes.Add(await _activities.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in dispatches.Where(d => d.Way == ErpWays.Contract))
        {
            outcomes.Add(await _contracts.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        ILookup<Steps, Dispatch> bySteps = dispatches.Where(d => d.Way == ErpWays.Steps).ToLookup(d => StepsOf(DocumentPlan.Parse(d.Payload)));
        outcomes.AddRange(await _customers.SendAsync([.. bySteps[Steps.Customer]], cancellationToken).ConfigureAwait(false));
        outcomes.AddRange(await _steps.SendAsync([.. bySteps[Steps.Document]], cancellationToken).ConfigureAwait(false));
        foreach (Dispatch dispatch in bySteps[Steps.Money])
        {
            outcomes.Add(await _moneyBySteps.SendAsync(dispatch, DocumentPlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false));
        }

        foreach (Dispatch dispatch in bySteps[Steps.OrderLines])
        {
            outcomes.Add(await _orderLines.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        if (outcomes.Exists(o => o.Status == OutcomeStatus.Refused))
        {
            // What was planned with may be gone.
            _reader.Forget();
        }

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

    public IReadOnlyList<string> PositionKinds => PositionScope.Kinds;

    public DateOnly DayOf(DateTimeOffset instant) => _positions.DayOf(instant);

    public IEnumerable<string> ReferenceData => ReferenceWords.Of(_options);

    public string ProductOf(string code) => _positions.ProductOf(code);

    public IAsyncEnumerable<IReadOnlyList<Position>> ListPositionsAsync(string kind, DateTimeOffset? from, CancellationToken cancellationToken) =>
        _positions.ListAsync(kind, from, cancellationToken);

    public Task<Position?> FindPositionAsync(ExternalRef reference, CancellationToken cancellationToken) => _positions.FindAsync(reference, cancellationToken);

    public TimeSpan SettleTime(string way) => way == ErpWays.Action ? TimeSpan.Zero : _options.ServerTimeLimit;

    public Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken) =>
        NewPreflight().CheckAsync(currencies, cancellationToken);

    public Task<IReadOnlyList<OdooFinding>> ExamineAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken) =>
        new OdooDoctor(Name, _options, _client, _reader, NewPreflight(), _effects, Clock).ExamineAsync(currencies, cancellationToken);

    /// <summary>What the host's tax engine says; it is asked anew for every contract.</summary>
    private async Task<byte[]?> AskAsync(string question, CancellationToken cancellationToken)
    {
        TaxAnswer? answer = await _taxes!.RateAsync(JsonSerializer.Deserialize(question, ErpJson.Default.TaxQuestion)!, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.SerializeToUtf8Bytes(
            answer ?? throw new ConnectorException(ErrorKind.Protocol, $"The tax source of '{Name}' answered nothing; it must say the taxes of each product or why it refuses, then retry."),
            ErpJson.Default.TaxAnswer);
    }

    private static Steps StepsOf(DocumentPlan plan) => plan.Money is not null ? Steps.Money : CustomerBatch.Takes(plan) ? Steps.Customer
        : plan.Model == OrderReader.OrderLine ? Steps.OrderLines : Steps.Document;

    private enum Steps
    {
        Document,
        Customer,
        Money,
        OrderLines,
    }

    private ErpPreflight NewPreflight() => new(Name, _options, _client, _reader, _effects);
}
