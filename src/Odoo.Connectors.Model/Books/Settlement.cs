namespace Odoo.Connectors.Model;

/// <summary>One amount that settled a document.</summary>
/// <param name="By">
/// What settled it: a payment or refund, a document of the other direction, or, of the kind <see cref="RecordKinds.Entry"/>, an entry that is neither
/// (a write-off, an exchange difference, a chargeback).
/// </param>
/// <param name="Amount">How much of the document, positive, in the document's currency.</param>
/// <param name="On">The later of the two days.</param>
public sealed record Settlement(ExternalRef By, Money Amount, DateOnly On)
{
    /// <summary>The number of what settled it.</summary>
    public string? Number { get; init; }

    /// <summary>The record that was made of, where the connectors made it.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>What settled it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Settlement by {By}";
}
