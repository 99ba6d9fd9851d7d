using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One document, payment, contract or customer as one side holds it, in the few words that are compared. What is null is not compared.</summary>
public sealed record Position
{
    /// <summary>The record, in its own system. Its kind is one of <see cref="RecordKinds"/>.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>In a ledger: the source's record that it was made of; null for one that the connectors did not make. At the source null.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>The number the customer sees. The default is null.</summary>
    public string? Number { get; init; }

    /// <summary>In a ledger: what a person wrote as its reference, for example the source's number. The default is null.</summary>
    public string? Reference { get; init; }

    /// <summary>Whose it is, in its own system. The default is null.</summary>
    public ExternalRef? Customer { get; init; }

    /// <summary>The configured name of the ledger that it is in; at the source the one that it belongs to, null where nothing is routed.</summary>
    public string? Ledger { get; init; }

    /// <summary>The currency of the amounts.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Before tax, in major units.</summary>
    public decimal? Net { get; init; }

    /// <summary>The tax.</summary>
    public decimal? Tax { get; init; }

    /// <summary>Net and tax; of a payment, refund or payout its amount.</summary>
    public decimal? Gross { get; init; }

    /// <summary>What is not settled of it.</summary>
    public decimal? Open { get; init; }

    /// <summary>At the source: the instant that makes its date.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In a ledger: its date, in the company's calendar.</summary>
    public DateOnly? On { get; init; }

    /// <summary>In a ledger: whether its day may be later than the source's, because closed periods are booked in the next open one.</summary>
    public bool MayBeLater { get; init; }

    /// <summary>Where it stands.</summary>
    public PositionState? State { get; init; }

    /// <summary>Of a contract: what is delivered and billed. The default is null.</summary>
    public IReadOnlyList<PositionTerm>? Terms { get; init; }

    /// <summary>Of a contract: how often it is billed, as ISO 8601 writes it (<c>P1M</c>). The default is null.</summary>
    public string? Every { get; init; }

    /// <summary>Of a contract at the source: the instant it ends, once one is known; <see cref="EndsOn"/> where only a day is. The default is null.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Of a contract: the day it ends, in the company's calendar in a ledger. The default is null: none is known.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Of a contract in a ledger: whether it has a place for <see cref="EndsOn"/>. The default is false: the end is not compared.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Of a contract: the source's version; in a ledger the one that it was brought to. The default is null: not known.</summary>
    public long? Version { get; init; }

    /// <summary>When it last changed, as far as its system tells.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>At the source: what a feed tells it as; a payment may be told with its invoice.</summary>
    public ExternalRef? ToldAs { get; init; }

    /// <summary>At the source: the stream that lists <see cref="ToldAs"/>.</summary>
    public string? Stream { get; init; }

    /// <summary>At the source: the time by which the stream finds it again.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>The reference.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Ref.ToString();
}
