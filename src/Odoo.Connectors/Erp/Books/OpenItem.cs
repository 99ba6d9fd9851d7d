using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>One line of a customer's account that is not settled: a document or one of its instalments, or unused money.</summary>
public sealed record OpenItem
{
    /// <summary>The invoice or credit note, the payment or refund; of another entry the entry, of the kind <see cref="RecordKinds.Entry"/>.</summary>
    public required ExternalRef Document { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The day in the books.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>When it is due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>How many days ago that was; zero where it is due today or later.</summary>
    public required int DaysOverdue { get; init; }

    /// <summary>What is open of it; negative where the customer has it to his credit.</summary>
    public required Money Open { get; init; }

    /// <summary>Whether a payment is registered that the bank has not confirmed.</summary>
    public required bool IsInPayment { get; init; }
}
