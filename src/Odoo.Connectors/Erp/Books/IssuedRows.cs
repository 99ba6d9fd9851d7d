namespace Odoo.Connectors.Erp;

/// <summary>A document that people issued in Odoo as it was read, with its lines and taxes. Amounts are positive unless a line takes away.</summary>
internal sealed record IssuedRow
{
    public required long Id { get; init; }

    public required string Type { get; init; }

    public required string State { get; init; }

    public string? Name { get; init; }

    public required long Customer { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public required string Currency { get; init; }

    public required decimal Net { get; init; }

    public required decimal Total { get; init; }

    public long? Reverses { get; init; }

    public required IReadOnlyList<IssuedLineRow> Lines { get; init; }

    public required IReadOnlyList<IssuedTaxRow> Taxes { get; init; }
}

/// <summary>A line that is charged, for the days from the first to the one before <c>To</c> where it is for days.</summary>
internal sealed record IssuedLineRow(long Id, string Text, decimal Quantity, decimal Price, decimal Net, IReadOnlyList<long> Taxes, DateOnly? From = null, DateOnly? To = null);

/// <summary>A tax of the whole document.</summary>
internal sealed record IssuedTaxRow(long Id, string Name, decimal Rate, decimal Amount);
