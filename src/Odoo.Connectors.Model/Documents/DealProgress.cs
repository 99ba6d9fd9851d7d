namespace Odoo.Connectors.Model;

/// <summary>What became of a won deal, as the CRM is told. Null leaves what the CRM shows as it is.</summary>
public sealed record DealProgress
{
    /// <summary>The deal in the CRM.</summary>
    public required ExternalRef Deal { get; init; }

    /// <summary>The contract or subscription that was made of it. The default is null.</summary>
    public ExternalRef? Contract { get; init; }

    /// <summary>Where that contract stands. The default is null.</summary>
    public ContractStatus? Status { get; init; }

    /// <summary>The number of its latest invoice. The default is null.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Where that invoice stands. The default is null.</summary>
    public DocumentState? InvoiceState { get; init; }

    /// <summary>The day that invoice was paid. The default is null.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>The deal only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"DealProgress of {Deal}";
}
