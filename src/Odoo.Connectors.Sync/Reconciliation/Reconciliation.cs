using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Runs comparisons, keeps what they find, and has it corrected.</summary>
internal sealed class Reconciliation(
    HubStore store, HubSystems systems, Bindings bindings, Intake intake, ReplayOperations replay, RuleRegistry rules, TimeProvider clock, IOptions<ReconciliationOptions> options) : IReconciliation
{
    /// <summary>Who accepts by rule.</summary>
    private const string Rule = "reconciliation rule";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PositionLinks _links = new(store);
    private readonly ReportStore _reports = new(store);
    private readonly RequestStore _requests = new(store);

    public async Task<ReconciliationReport> RunAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CallPriority.Begin(DeliveryPriority.Reconciliation);
            await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
            await rules.EnsureAsync(cancellationToken).ConfigureAwait(false);
            (ReconciliationReport report, AutoAcceptance byRule) = await CompareAsync(scope, by, cancellationToken).ConfigureAwait(false);
            return byRule.Any ? await AcceptByRuleAsync(report, byRule, cancellationToken).ConfigureAwait(false) : report;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<ReconciliationReport?> LatestAsync(string source, CancellationToken cancellationToken = default) => _reports.FindAsync(source, cancellationToken);

    public async Task<ReconciliationRequest> RequestAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ReconciliationRequest request = new() { Scope = scope, By = by, AskedAt = clock.GetUtcNow() };
        await _requests.SaveAsync(request, cancellationToken).ConfigureAwait(false);
        return request;
    }

    public Task<ReconciliationRequest?> RequestedAsync(string source, CancellationToken cancellationToken = default) => _requests.FindAsync(source, cancellationToken);

    public async Task<ReplayResult> PreviewAsync(string source, string key, CancellationToken cancellationToken = default)
    {
        Discrepancy discrepancy = (await CorrectableAsync(source, [key], cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            ?? throw new ConnectorException(ErrorKind.NotFound, $"The latest reconciliation of '{source}' has no correction under this key; run it again, or mend the case by hand.") { Field = nameof(key) };
        IReadOnlyDictionary<ExternalRef, Delivery> told = await Retelling.FindAsync(systems.Poll(source), [discrepancy.Expected!], cancellationToken).ConfigureAwait(false);
        return told.TryGetValue(discrepancy.Expected!.ToldAs!, out Delivery? delivery)
            ? await replay.ForeseeAsync(delivery, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : throw new ConnectorException(ErrorKind.Gone, $"{discrepancy.Subject} is not in the lists of '{source}' any more; run the reconciliation again.");
    }

    public async Task<int> AcceptAsync(string source, IReadOnlyCollection<string> keys, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        List<Discrepancy> wanted = await CorrectableAsync(source, keys, cancellationToken).ConfigureAwait(false);
        return (await TellAgainAsync(source, wanted, null, by, cancellationToken).ConfigureAwait(false)).Count;
    }

    private async Task<ReconciliationReport> AcceptByRuleAsync(ReconciliationReport report, AutoAcceptance byRule, CancellationToken cancellationToken)
    {
        List<Discrepancy> accepted = await TellAgainAsync(report.Source, report.Discrepancies.Where(d => byRule.RuleOf(d) is not null), byRule, Rule, cancellationToken).ConfigureAwait(false);
        HashSet<string> keys = [.. accepted.Select(d => d.Key)];
        report = report with { Accepted = keys.Count, Discrepancies = [.. report.Discrepancies.Select(d => keys.Contains(d.Key) ? d with { AcceptedBy = byRule.RuleOf(d) } : d)] };
        await store.RunAsync(t => ReportStore.SaveAsync(t, report, cancellationToken), cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <returns>What is told again: all that the source lists still.</returns>
    private async Task<List<Discrepancy>> TellAgainAsync(string source, IEnumerable<Discrepancy> wanted, AutoAcceptance? byRule, string by, CancellationToken cancellationToken)
    {
        List<Discrepancy> accepted = [.. wanted];
        IReadOnlyDictionary<ExternalRef, Delivery> told = await Retelling.FindAsync(systems.Poll(source), accepted.Select(d => d.Expected!), cancellationToken).ConfigureAwait(false);
        accepted.RemoveAll(d => !told.ContainsKey(d.Expected!.ToldAs!));
        await intake.AcceptAsync([.. told.Values], cancellationToken, refuseTooLong: false).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        await store.RunAsync(
            async t =>
            {
                foreach (Discrepancy discrepancy in accepted)
                {
                    await t.Reconciliation.AcceptAsync(discrepancy.Key, by, now, cancellationToken).ConfigureAwait(false);
                    await t.Audit.WriteAsync(
                        new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "correction-accepted", $"{discrepancy}{(byRule?.RuleOf(discrepancy) is { } rule ? $" by the rule '{rule}' of rules {rules.Short}" : "")}", by), cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return accepted;
    }

    private async Task<List<Discrepancy>> CorrectableAsync(string source, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. keys];
        ReconciliationReport? report = await _reports.FindAsync(source, cancellationToken).ConfigureAwait(false);
        return [.. report?.Discrepancies.Where(d => d.Correction == Correction.TellAgain && wanted.Contains(d.Key)) ?? []];
    }

    private async Task<(ReconciliationReport Report, AutoAcceptance ByRule)> CompareAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken)
    {
        DateTimeOffset started = clock.GetUtcNow();
        List<ILedgerPositions> ledgers = Ledgers();
        SourcePositions source = new(systems.Poll(scope.Source), systems.Source(scope.Source), r => options.Value.LedgerOf(r) ?? (ledgers.Count == 1 ? ledgers[0].Name : null));
        string[] kinds = [.. PositionMapper.Kinds.Where(k => scope.Kinds.Count == 0 || scope.Kinds.Contains(k)).Where(k => ledgers.TrueForAll(l => l.PositionKinds.Contains(k)))];
        Refuse(scope, source, kinds);
        using Comparison comparison = new(scope.Source, source.InLedger, (ledger, at) => Of(ledger).DayOf(at), (ledger, code) => Of(ledger).ProductOf(code), _links.OfAsync);
        DiscrepancyCases cases = new(store, scope.Source);
        await cases.LoadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (Position position in source.ListAsync(scope.From, kinds, cancellationToken).ConfigureAwait(false))
        {
            cases.Examine(position.Ref);
            comparison.Expect(position);
        }

        if (kinds.Contains(RecordKinds.Invoice))
        {
            source.DisputedElsewhere(await new DisputedElsewhere(systems, _links).InvoicesAsync(scope.Source, ledgers, cancellationToken).ConfigureAwait(false));
        }

        foreach (ILedgerPositions ledger in ledgers)
        {
            foreach (string kind in kinds)
            {
                await foreach (IReadOnlyList<Position> page in ledger.ListPositionsAsync(kind, scope.From, cancellationToken).ConfigureAwait(false))
                {
                    foreach (Position position in await _links.ResolveAsync(page, scope.Source, cancellationToken).ConfigureAwait(false))
                    {
                        cases.Examine(position.Source);
                        comparison.Book(position);
                    }
                }
            }
        }

        List<Discrepancy> seen = await comparison.CompareAsync(cancellationToken).ConfigureAwait(false);
        List<Discrepancy> confirmed = await new Confirmation(comparison, source, ledgers, _links).ConfirmAsync(seen, cancellationToken).ConfigureAwait(false);
        HashSet<ExternalRef?> missing = [.. confirmed.Where(d => d.Kind == DiscrepancyKind.Missing).Select(d => d.Subject)];
        // That its invoice is not open again is said by the dispute that is missing.
        confirmed.RemoveAll(d => d.Kind == DiscrepancyKind.State && d.Subject.Kind == RecordKinds.Invoice && missing.Contains(d.Expected?.ToldAs));
        (List<Discrepancy> found, List<Discrepancy> inFlight) = await SplitAsync(confirmed, started - options.Value.SettleWindow, cancellationToken).ConfigureAwait(false);
        AutoAcceptance byRule = AutoAcceptance.Of(found, options.Value);
        ReconciliationReport report = new()
        {
            Source = scope.Source, Ledgers = [.. ledgers.Select(l => l.Name)], By = by, StartedAt = started, EndedAt = clock.GetUtcNow(), From = scope.From,
            Expected = comparison.Expected, Booked = comparison.Booked, Foreign = comparison.Foreign, Unreadable = source.Unreadable, Totals = comparison.Totals,
            Discrepancies = [.. found.OrderBy(d => d.Kind).ThenBy(d => d.Subject.ToString(), StringComparer.Ordinal)], InFlight = inFlight, NotAccepted = byRule.Stopped,
        };
        await cases.StoreAsync(report, isWhole: scope is { From: null, Kinds.Count: 0 }, cancellationToken).ConfigureAwait(false);
        return (report, byRule);

        ILedgerPositions Of(string? ledger) => ledgers.Find(l => l.Name == ledger) ?? ledgers[0];
    }

    /// <summary>What is worked on, or may be told any moment, is not wrong yet. What a person has a case of is not worked on.</summary>
    private async Task<(List<Discrepancy> Found, List<Discrepancy> InFlight)> SplitAsync(List<Discrepancy> confirmed, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        (HashSet<string> underWay, ILookup<string, string> causes) = await store.ReadAsync(
            async t => (await t.Reconciliation.UnderWayAsync(cancellationToken).ConfigureAwait(false), await t.Reconciliation.CausesAsync(cancellationToken).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        List<Discrepancy> found = [], inFlight = [];
        foreach (Discrepancy discrepancy in confirmed)
        {
            string[] subjects = [.. new[] { discrepancy.Subject, discrepancy.Expected?.ToldAs }.OfType<ExternalRef>().Select(s => s.ToString()).Distinct()];
            string? cause = subjects.SelectMany(s => causes[s]).FirstOrDefault();
            bool moves = discrepancy.Expected?.ChangedAt > settled || discrepancy.Booked?.ChangedAt > settled || Array.Exists(subjects, underWay.Contains);
            (moves && cause is null ? inFlight : found).Add(cause is null ? discrepancy : discrepancy with { Cause = cause });
        }

        return (found, inFlight);
    }

    private List<ILedgerPositions> Ledgers()
    {
        List<ILedgerPositions> all = [.. systems.All.Values.OfType<ILedgerPositions>().Where(l => options.Value.Ledgers.Count == 0 || options.Value.Ledgers.Contains(l.Name)).OrderBy(l => l.Name, StringComparer.Ordinal)];
        return all.Count > 0 && options.Value.Ledgers.All(n => all.Exists(l => l.Name == n)) ? all
            : throw new ConnectorException(ErrorKind.Configuration, "There is no ledger to compare with, or one that Reconciliation:Ledgers names is not connected; connect an Odoo, or correct the name.") { Field = "Reconciliation:Ledgers" };
    }

    private static void Refuse(ReconciliationScope scope, SourcePositions source, string[] kinds)
    {
        if (source.Streams.Count == 0)
        {
            throw new ConnectorException(
                ErrorKind.Configuration, $"No stream of '{scope.Source}' lists its records, only its events; have it list them too (Systems:{scope.Source}:ListObjects at Stripe).") { Field = "Source" };
        }

        if (kinds.Length == 0 || scope.Kinds.Except(kinds).Any())
        {
            throw new ConnectorException(ErrorKind.Configuration, $"Kinds must be among {string.Join(", ", PositionMapper.Kinds)}; correct them or leave them out.") { Field = "Kinds" };
        }
    }
}
