namespace Odoo.Connectors.Model;

/// <summary>Something that a person is to do about a record of the ledger. It is made once for what it is about; a person changes, does or drops it as any other.</summary>
public sealed record LedgerActivity
{
    /// <summary>What it is about: an invoice or a customer, in the ledger.</summary>
    public required ExternalRef On { get; init; }

    /// <summary>The login of the ledger's user who is to do it.</summary>
    public required string User { get; init; }

    /// <summary>What is to be done, in a few words without data of persons.</summary>
    public required string Summary { get; init; }

    /// <summary>Why, in a sentence without data of persons. The default is null.</summary>
    public string? Note { get; init; }

    /// <summary>The company's day by which it is to be done.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What it is about.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"LedgerActivity on {On}";
}
