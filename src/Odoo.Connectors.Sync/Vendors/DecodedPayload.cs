namespace Odoo.Connectors.Sync;

/// <summary>What a payload turned out to be.</summary>
/// <param name="Title">In a few words, without data of persons: <c>webhook with 3 events</c>, <c>page of 200 Account</c>.</param>
/// <param name="Items">What is in it, in its order.</param>
public sealed record DecodedPayload(string Title, IReadOnlyList<DecodedItem> Items)
{
    /// <summary>Why nothing of it can be read, or what the vendor's error means. The default is null.</summary>
    public ConnectorException? Error { get; init; }
}
