using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

/// <summary>Books that a test writes.</summary>
internal sealed class PaperLedger : ILedgerPositions
{
    public const string System = "books";

    /// <summary>What is in the books when they are listed.</summary>
    public List<Position> Listed { get; } = [];

    /// <summary>What was booked since.</summary>
    public List<Position> Since { get; } = [];

    public string Name => System;

    public IReadOnlyList<string> PositionKinds => [RecordKinds.Invoice];

    public static Position Booked(string id, decimal gross, PositionState state = PositionState.Open) => new()
    {
        Ref = new ExternalRef(System, RecordKinds.Invoice, $"b-{id}"), Source = new ExternalRef(Shop.System, RecordKinds.Invoice, id), Ledger = System, Currency = Currency.Parse("EUR"),
        Net = gross, Tax = 0m, Gross = gross, Open = state == PositionState.Open ? gross : 0m, On = new DateOnly(2026, 3, 1), State = state, ChangedAt = Shop.At(1),
    };

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("books-1", false));

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    public async IAsyncEnumerable<IReadOnlyList<Position>> ListPositionsAsync(string kind, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return [.. Listed];
    }

    public Task<Position?> FindPositionAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(Listed.Concat(Since).LastOrDefault(p => p.Ref == reference || p.Source == reference));
}
