using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One difference between the source and the ledgers.</summary>
public sealed record Discrepancy
{
    /// <summary>How they differ.</summary>
    public required DiscrepancyKind Kind { get; init; }

    /// <summary>What the source holds; null where it holds nothing.</summary>
    public Position? Expected { get; init; }

    /// <summary>What a ledger holds; null where none holds anything.</summary>
    public Position? Booked { get; init; }

    /// <summary>How much more the ledger has than the source, in major units; null where no amounts differ.</summary>
    public decimal? Difference { get; init; }

    /// <summary>What of a contract's terms differs, for example <c>Quantity of seat</c>; null where the kind says it all. The default is null.</summary>
    public string? Field { get; init; }

    /// <summary>What the source holds in <see cref="Field"/>.</summary>
    public string? SourceValue { get; init; }

    /// <summary>What the ledger holds in <see cref="Field"/>.</summary>
    public string? LedgerValue { get; init; }

    /// <summary>The open case that tells why, for example <c>case 12 (unmapped-tax)</c>; null where none is known.</summary>
    public string? Cause { get; init; }

    /// <summary>What would mend it.</summary>
    public Correction Correction { get; init; }

    /// <summary>The name of the rule that accepted its correction in this run; null where none did.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>What it is about: the source's record, or the ledger's where the source has none.</summary>
    public ExternalRef Subject => Expected?.Ref ?? Booked!.Source ?? Booked!.Ref;

    /// <summary>The same for the same discrepancy of every run.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{Kind}:{Difference:G29}:{(Kind == DiscrepancyKind.Duplicate ? Booked!.Ref.Id : Field ?? "")}/{Subject}");

    internal const string KeyPrefix = "reconciliation/";

    /// <summary>The kind and the subject.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Kind} {Subject}";
}
