namespace Odoo.Connectors.Model;

/// <summary>Money that came in elsewhere, such as a bank transfer booked in the ledger, and pays an invoice where that was issued.</summary>
public sealed record OfflinePayment
{
    /// <summary>The money in the system that it came in at. It is recorded once for each invoice.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The invoice, in the system that issued it.</summary>
    public required ExternalRef Invoice { get; init; }

    /// <summary>How much of the money pays the invoice, in the invoice's currency, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>The day that the money came in.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The reference and the invoice.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"OfflinePayment {Ref} of {Invoice}";
}
