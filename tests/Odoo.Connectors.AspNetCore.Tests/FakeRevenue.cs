using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>Revenue of one number with as many documents as a test says; it notes what it is asked, and fails where it is told to.</summary>
internal sealed class FakeRevenue : IRevenueReporting
{
    private static readonly Currency s_eur = Currency.Parse("EUR");

    public List<RevenueScope> Asked { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>How many documents there are, or come before the failure.</summary>
    public int Documents { get; set; } = 2;

    public Task<RevenueReport> ReportAsync(RevenueScope scope, CancellationToken cancellationToken = default)
    {
        Asked.Add(scope);
        return Failure is not null ? Task.FromException<RevenueReport>(Failure) : Task.FromResult(new RevenueReport
        {
            From = scope.From, To = scope.From, Companies = ["odoo"], MadeAt = DateTimeOffset.UnixEpoch, KnownBy = DateTimeOffset.UnixEpoch, Checks = [], Gaps = [], Documents = [],
            Figures = [new RevenueFigure { Measure = RevenueMeasure.Bookings, Company = "odoo", Month = scope.From, Amount = new Money(7m * Documents, s_eur), Count = Documents }],
        });
    }

    public async IAsyncEnumerable<RevenueRow> RowsAsync(RevenueScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked.Add(scope);
        await Task.Yield();
        for (int i = 0; i < Documents; i++)
        {
            yield return new RevenueRow
            {
                Measure = RevenueMeasure.Bookings, Company = "odoo", Month = scope.From, Amount = new Money(7m, s_eur), Document = new ExternalRef("crm", RecordKinds.Deal, $"d{i}"), On = scope.From,
            };
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
