namespace Odoo.Connectors.Model;

/// <summary>A step of dunning that was taken for an invoice: what a letter to the customer needs to know, without data of persons.</summary>
public sealed record DunningNotice
{
    /// <summary>The name of the step.</summary>
    public required string Step { get; init; }

    /// <summary>Which course of dunning of this invoice it is a step of: 1, or more where the invoice was settled and is open again.</summary>
    public required int Course { get; init; }

    /// <summary>The customer in the ledger.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The customer in the CRM that collections tell. The default is null: none is known.</summary>
    public ExternalRef? Account { get; init; }

    /// <summary>The invoice in the ledger.</summary>
    public required ExternalRef Invoice { get; init; }

    /// <summary>The invoice where it was billed. The default is null: the ledger issued it.</summary>
    public ExternalRef? BilledAs { get; init; }

    /// <summary>The invoice's number in the ledger.</summary>
    public required string Number { get; init; }

    /// <summary>What is open of it, taxes included.</summary>
    public required Money Open { get; init; }

    /// <summary>Its due day.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>How many days it was overdue when the step was taken.</summary>
    public required int DaysOverdue { get; init; }

    /// <summary>The invoice and the step.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"DunningNotice of {Invoice}: {Step}";
}
