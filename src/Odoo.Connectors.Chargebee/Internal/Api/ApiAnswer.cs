namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record ApiAnswer
{
    public required int Status { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>How long Chargebee asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When it answered, by its own clock where it tells.</summary>
    public required DateTimeOffset At { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}
