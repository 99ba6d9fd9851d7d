namespace Odoo.Connectors.Erp;

/// <summary>An order that is a contract, as it was read.</summary>
internal sealed record OrderRow
{
    public required long Id { get; init; }

    public required string State { get; init; }

    public required long Customer { get; init; }

    public required string Currency { get; init; }

    /// <summary>The company's day on which it was confirmed.</summary>
    public DateOnly? OrderedOn { get; init; }

    public string? External { get; init; }

    /// <summary>The external id of our newest note on it.</summary>
    public string? Note { get; init; }

    /// <summary>The newest version of the source that it was brought to.</summary>
    public long? Held { get; init; }

    public string? Reference { get; init; }

    /// <summary>What the fields that the host has named hold: status and days.</summary>
    public string? Status { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    /// <summary>What <c>sale_subscription</c> calls its state; null without the module, or of an order that is no subscription.</summary>
    public string? Subscription { get; init; }

    public int? Every { get; init; }

    public string? Unit { get; init; }

    public required bool IsEdited { get; init; }

    public required IReadOnlyList<OrderLineRow> Lines { get; init; }

    /// <summary>The latest of the order and its lines.</summary>
    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A line of an order, priced after its discount.</summary>
internal sealed record OrderLineRow(long Id, string? External, string Code, string Name, decimal Quantity, decimal Price);
