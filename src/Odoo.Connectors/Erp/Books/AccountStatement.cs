using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A customer's account with one company over some days, as posted.</summary>
public sealed record AccountStatement
{
    /// <summary>The customer in Odoo.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>One for each currency that has an opening balance or an entry, by code.</summary>
    public required IReadOnlyList<CurrencyStatement> Currencies { get; init; }

    /// <summary>The customer and the days.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Statement of {Customer}, {From:yyyy-MM-dd} to {To:yyyy-MM-dd}";
}
