namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed class ApiAnswer
{
    public required int Status { get; init; }

    public required byte[] Body { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a query job's results go on; null at their end.</summary>
    public string? Locator { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}
