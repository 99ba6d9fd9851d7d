namespace Odoo.Connectors.Client;

/// <summary>What an attachment is, without its content.</summary>
public sealed class OdooFile
{
    /// <summary>The attachment's id.</summary>
    public required long Id { get; init; }

    /// <summary>The file's name. May be personal data.</summary>
    public string? Name { get; init; }

    /// <summary>The content's type, such as <c>application/pdf</c>.</summary>
    public string? MimeType { get; init; }

    /// <summary>The content's length in bytes; 0 for a link.</summary>
    public long Size { get; init; }

    /// <summary>Whether it is a link to elsewhere, which has no content in Odoo.</summary>
    public bool IsLink { get; init; }

    /// <summary>The id alone.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[file {Id}]");
}
