using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Reads rows of all kinds, one company after the other, and adds them up.</summary>
internal sealed class RevenueReporting(HubStore store, HubSystems systems, IServiceProvider services, IOptions<RevenueOptions> options, TimeProvider clock) : IRevenueReporting
{
    private readonly HistoryReader _history = new(store);

    public async Task<RevenueReport> ReportAsync(RevenueScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        RevenueRun run = Begin(scope);
        RevenueSums sums = new(scope.DocumentsPerFigure);
        await foreach (RevenueRow row in ListAsync(run, cancellationToken).ConfigureAwait(false))
        {
            sums.Add(row);
        }

        IReadOnlyList<RevenueFigure> all = sums.All();
        List<RevenueFigure> figures = [];
        RevenueConversion? conversion = scope.ReportingCurrency is { } into ? new RevenueConversion(options.Value, into) : null;
        foreach (RevenueFigure figure in all.Where(f => run.Wants(f.Measure)))
        {
            figures.Add(conversion is null ? figure : await conversion.OfAsync(figure, run, cancellationToken).ConfigureAwait(false));
        }

        return new RevenueReport
        {
            From = run.Period.From,
            To = run.Period.To,
            Companies = [.. run.Companies.Keys],
            ReportingCurrency = scope.ReportingCurrency,
            MadeAt = clock.GetUtcNow(),
            KnownBy = run.KnownBy,
            Figures = figures,
            Checks = RevenueChecks.Of(run, all),
            Gaps = run.Gaps,
            Documents = [.. sums.Documents.Where(d => run.Wants(d.Measure))],
        };
    }

    public async IAsyncEnumerable<RevenueRow> RowsAsync(RevenueScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        RevenueRun run = Begin(scope);
        await foreach (RevenueRow row in ListAsync(run, cancellationToken).ConfigureAwait(false))
        {
            if (run.Wants(row.Measure))
            {
                yield return row;
            }
        }
    }

    private async IAsyncEnumerable<RevenueRow> ListAsync(RevenueRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<IAsyncEnumerable<RevenueRow>> sections =
        [
            new DealRows(_history).ListAsync(run, cancellationToken),
            new RecurringRows(_history).ListAsync(run, cancellationToken),
        ];
        EntryRows entries = new(new EarnedRows(_history));
        sections.AddRange(run.Companies.Values.SelectMany(books => new[] { entries.ListAsync(run, books, cancellationToken), ReceivableRows.ListAsync(run, books, cancellationToken) }));
        foreach (IAsyncEnumerable<RevenueRow> section in sections)
        {
            await foreach (RevenueRow row in section.ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    private RevenueRun Begin(RevenueScope scope)
    {
        string[] all = [.. systems.All.Values.OfType<OdooErpPort>().Select(s => s.Name).Order(StringComparer.Ordinal)];
        string[] asked = scope.Companies.Count == 0 ? all : [.. scope.Companies.Distinct().Order(StringComparer.Ordinal)];
        if (asked.Except(all, StringComparer.Ordinal).FirstOrDefault() is string unknown)
        {
            throw new ConnectorException(ErrorKind.Configuration, $"Companies names '{unknown}', which is no connected Odoo; name one of {string.Join(", ", all)}.") { Field = nameof(scope.Companies) };
        }

        return new RevenueRun(
            Period.Of(scope with { From = Period.MonthOf(scope.From) }), asked.ToDictionary(n => n, n => TurnoverReader.Create(services, n)), scope.Measures, scope.KnownBy ?? clock.GetUtcNow())
        {
            All = all,
        };
    }
}
