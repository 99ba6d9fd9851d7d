namespace Odoo.Connectors.Model;

/// <summary>What one subscription used of one meter in one period.</summary>
public sealed record UsageTotal
{
    /// <summary>Names it: the system <c>usage</c>, and an id made of subscription, meter and the period's start, the same in every store.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The subscription, in the system that bills it.</summary>
    public required ExternalRef Subscription { get; init; }

    /// <summary>The configured name of the meter.</summary>
    public required string Meter { get; init; }

    /// <summary>What the system that bills it calls the meter. The default is null: as we do.</summary>
    public string? ReportedAs { get; init; }

    /// <summary>The period.</summary>
    public required UsagePeriod Period { get; init; }

    /// <summary>What was used: of a closed period what it was when it was closed, of an open one what is known so far.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>How many events count in it; cancelled and replaced ones do not.</summary>
    public required long Events { get; init; }

    /// <summary>How many commits changed it.</summary>
    public required long Version { get; init; }

    /// <summary>Whether its quantity is final.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>
    /// What became known of it after it was closed and no later period has billed yet: what is true now less what was told. 0 for an open period.
    /// </summary>
    public decimal Late { get; init; }

    /// <summary>What it bills for earlier periods. The default is nothing.</summary>
    public IReadOnlyList<UsageCorrection> Corrections { get; init; } = [];

    /// <summary>What is to be billed with it: its quantity and its corrections.</summary>
    public decimal Billable => Quantity + Corrections.Sum(c => c.Quantity);

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Usage {Ref}";
}
