namespace Odoo.Connectors.Client;

/// <summary>How a message is posted.</summary>
public sealed class OdooMessageOptions
{
    /// <summary>Whether the body is HTML. Otherwise it is a text, and shown as it is, brackets included.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsHtml { get; init; }

    /// <summary>The kind of message, such as <c>comment</c>.</summary>
    /// <value>The default is <see langword="null"/>: Odoo's own, a notification.</value>
    public string? Type { get; init; }

    /// <summary>The external id of the subtype, which decides who is told: <c>mail.mt_note</c> for nobody, <c>mail.mt_comment</c> for the followers.</summary>
    /// <value>The default is <see langword="null"/>: Odoo's own, a note.</value>
    public string? Subtype { get; init; }

    /// <summary>Attachments to show with the message.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<long> AttachmentIds { get; init; } = [];
}
