namespace Odoo.Connectors.Sync;

/// <summary>The body of an answer to a webhook.</summary>
/// <param name="ContentType">The media type, for example <c>text/xml; charset=utf-8</c>.</param>
/// <param name="Body">The bytes.</param>
public sealed record WebhookAnswer(string ContentType, ReadOnlyMemory<byte> Body);
