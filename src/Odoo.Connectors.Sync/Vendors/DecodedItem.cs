namespace Odoo.Connectors.Sync;

/// <summary>One event or record of a payload, and what becomes of it.</summary>
/// <param name="Name">The vendor's word for it: <c>invoice.paid</c>, <c>Account</c>.</param>
public sealed record DecodedItem(string Name)
{
    /// <summary>The change that the hub would decide; null when it brings none.</summary>
    public Change? Change { get; init; }

    /// <summary>The record in the words of the model; null when the source must be read first.</summary>
    public object? Record { get; init; }

    /// <summary>Which of its fields are read.</summary>
    public FieldUse Fields { get; init; } = FieldUse.None;

    /// <summary>Why it brings nothing, or what is read next. The default is null.</summary>
    public string? Note { get; init; }

    /// <summary>Why it cannot be read: the case that it would become. The default is null.</summary>
    public ConnectorException? Error { get; init; }
}
