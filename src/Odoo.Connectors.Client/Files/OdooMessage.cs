namespace Odoo.Connectors.Client;

/// <summary>A message on a record. It prints as nothing but its id, since it is personal data.</summary>
public sealed class OdooMessage
{
    /// <summary>The message's id.</summary>
    public required long Id { get; init; }

    /// <summary>When it was posted.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The body as sanitised HTML.</summary>
    public string? Body { get; init; }

    /// <summary>The kind of message, such as <c>notification</c> or <c>comment</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The subtype.</summary>
    public OdooReference? Subtype { get; init; }

    /// <summary>The partner who wrote it.</summary>
    public OdooReference? Author { get; init; }

    /// <summary>The attachments shown with it.</summary>
    public IReadOnlyList<long> AttachmentIds { get; init; } = [];

    /// <summary>The id alone.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[message {Id}]");
}
