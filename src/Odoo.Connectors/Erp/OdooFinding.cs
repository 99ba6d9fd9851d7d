namespace Odoo.Connectors.Erp;

/// <summary>One thing found about a connected Odoo. It holds no data of persons and nothing that Odoo said.</summary>
public sealed class OdooFinding
{
    /// <summary>The check it comes from, such as <c>groups</c>.</summary>
    public required string Check { get; init; }

    /// <summary>How bad it is.</summary>
    public required OdooFindingLevel Level { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>Level, check, message and remedy in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Level}: {Check}: {Message}{(Remedy is null ? "" : $" {Remedy}")}";
}
