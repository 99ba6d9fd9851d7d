namespace Odoo.Connectors.Model;

/// <summary>Money as the ledger booked it: a payment entered there, or a line of a bank statement that pays documents.</summary>
public sealed record BookedPayment
{
    /// <summary>
    /// The payment in the ledger: of the kind <see cref="RecordKinds.Payment"/> when it came in, <see cref="RecordKinds.Refund"/> when it went
    /// out. A bank entry without a payment of its own has the id <c>entry-</c> and the number of its entry.
    /// </summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The payment it was made of, where the connectors made it: not news to where it came from. Null for one entered by hand.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>The customer in the ledger; null for money that nobody is named for.</summary>
    public ExternalRef? Customer { get; init; }

    /// <summary>How much, positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>The day in the books.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Where it stands.</summary>
    public required MoneyState State { get; init; }

    /// <summary>What the payer or a person wrote.</summary>
    [PersonalData]
    public string? Memo { get; init; }

    /// <summary>What it pays; empty while it pays nothing.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    /// <summary>The reference and the state.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Ref} {State}";
}
