namespace Odoo.Connectors.Model;

/// <summary>One piece of metered usage, as a metering platform reports it.</summary>
public sealed record UsageEvent
{
    /// <summary>
    /// The platform's own id, 1 to 500 characters: the same for every repetition of one event, another for every other event of this
    /// platform. No data of persons.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The subscription it belongs to; of the kind <see cref="RecordKinds.Contract"/>.</summary>
    public required ExternalRef Subscription { get; init; }

    /// <summary>The configured name of the meter.</summary>
    public required string Meter { get; init; }

    /// <summary>
    /// How much, in the meter's unit: at most 12 digits before and 9 after the point, negative allowed. A meter that counts unique values
    /// does not look at it. The default is 0.
    /// </summary>
    public decimal Quantity { get; init; }

    /// <summary>When it was used, by the platform's clock; it decides the period. Kept to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What a meter of unique values counts, such as the id of a seat; only a hash of it is kept. The default is null.</summary>
    [PersonalData]
    public string? UniqueValue { get; init; }

    /// <summary>The id of an earlier event of the same platform that this one takes the place of. The default is null.</summary>
    public string? Replaces { get; init; }

    /// <summary>The id of an earlier event of the same platform that this one takes back; it counts for nothing itself. The default is null.</summary>
    public string? Cancels { get; init; }

    /// <summary>The id and the meter only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Usage {Id} of {Meter}";
}
