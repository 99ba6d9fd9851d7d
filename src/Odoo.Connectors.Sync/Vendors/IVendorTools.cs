namespace Odoo.Connectors.Sync;

/// <summary>
/// What can be said of a vendor's payloads without a connected system: what they become, and whether a webhook is genuine. The tool
/// <c>odoo-connectors</c> and tests of own mappings use it; nothing is called and nothing is stored.
/// </summary>
public interface IVendorTools
{
    /// <summary>The vendor's name, for example <c>stripe</c>.</summary>
    string Vendor { get; }

    /// <summary>
    /// Says what a payload becomes: the body of a webhook, an answer of the API, a page of a list, an error.
    /// </summary>
    /// <param name="payload">Any payload of the vendor.</param>
    /// <param name="options">What the payload does not say itself.</param>
    /// <returns>What is in it. What cannot be read is an error of the item, or of the whole: nothing of a payload is thrown.</returns>
    DecodedPayload Decode(ReadOnlyMemory<byte> payload, DecodeOptions options);

    /// <summary>Says whether a request would be accepted as a webhook.</summary>
    /// <param name="secrets">The secrets that are in force; any of them will do.</param>
    /// <param name="header">Gives a request header by name, or null; also by the names of <see cref="WebhookRequest"/>.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="now">The time it arrives.</param>
    /// <returns>Null when it is accepted, else why it is not, without secrets or payload.</returns>
    string? Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now);
}
