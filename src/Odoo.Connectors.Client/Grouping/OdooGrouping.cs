namespace Odoo.Connectors.Client;

/// <summary>How records are grouped and what is computed of each group.</summary>
public sealed class OdooGrouping
{
    /// <summary>The fields to group by, such as <c>partner_id</c> or <c>date:month</c>; none makes one group of all.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>What to compute, such as <c>amount_total:sum</c>, <c>id:count_distinct</c>, <c>__count</c>.</summary>
    /// <value>The default is <c>__count</c>.</value>
    public IReadOnlyList<string> Aggregates { get; init; } = ["__count"];

    /// <summary>Conditions on the aggregates, such as <c>amount_residual:sum &gt; 100</c>.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public OdooDomain? Having { get; init; }

    /// <summary>The order, of grouping fields and aggregates, such as <c>__count desc</c>.</summary>
    /// <value>The default is <see langword="null"/>, the order of the grouping fields.</value>
    public string? Order { get; init; }

    /// <summary>The most groups to return; at least 1.</summary>
    /// <value>The default is <see langword="null"/>, no limit.</value>
    public int? Limit { get; init; }

    /// <summary>How many groups to skip.</summary>
    /// <value>The default is <see langword="null"/>, none.</value>
    public int? Offset { get; init; }
}
