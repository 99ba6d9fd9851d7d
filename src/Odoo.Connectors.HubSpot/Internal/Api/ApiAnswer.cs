namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record ApiAnswer
{
    public required int Status { get; init; }

    public required byte[] Body { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}
