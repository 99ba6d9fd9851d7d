using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Attachments of records, up and down.</summary>
public static class OdooFileExtensions
{
    private const string Attachments = "ir.attachment";

    private static readonly string[] FileFields = ["name", "mimetype", "file_size", "type"];

    /// <summary>Attaches a file to a record. It is a write that is sent once.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The content; it is written as Base64 straight into the request, which is held in memory.</param>
    /// <param name="mimeType">The content's type; <see langword="null"/> lets Odoo guess.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The attachment's id.</returns>
    public static async Task<long> UploadAsync(this IOdooClient client, string model, long recordId, string name, ReadOnlyMemory<byte> content,
        string? mimeType = null, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        OdooCall call = new()
        {
            Model = Attachments,
            Method = "create",
            Arguments = [OdooArgument.Written(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteBase64String("datas", content.Span);
                writer.WriteString("res_model", model);
                writer.WriteNumber("res_id", recordId);
                if (mimeType is not null)
                {
                    writer.WriteString("mimetype", mimeType);
                }

                writer.WriteEndObject();
            })],
            Context = context,
        };
        JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return (Answers.Id(result) ?? (Answers.Ids(result) is [long only] ? only : null)) ?? throw TransportErrors.BadResult(Attachments, call.Method, isRead: false, "an id");
    }

    /// <summary>Attaches what a stream holds from its position on to a record.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The content, which is read into memory.</param>
    /// <param name="mimeType">The content's type; <see langword="null"/> lets Odoo guess.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels reading and call.</param>
    /// <returns>The attachment's id.</returns>
    public static async Task<long> UploadStreamAsync(this IOdooClient client, string model, long recordId, string name, Stream content,
        string? mimeType = null, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return await client.UploadAsync(model, recordId, name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), mimeType, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the files attached to a record, without their content.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The files in the order of their ids.</returns>
    public static async Task<IReadOnlyList<OdooFile>> FilesAsync(this IOdooClient client, string model, long recordId,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        OdooDomain domain = OdooDomain.Where("res_model", "=", model).And(OdooDomain.Where("res_id", "=", recordId));
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(Attachments, domain, FileFields, new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(File)];
    }

    /// <summary>What an attachment is, without its content.</summary>
    /// <param name="client">The client.</param>
    /// <param name="attachmentId">The attachment.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The file; <see langword="null"/> if there is no such attachment.</returns>
    public static async Task<OdooFile?> FileAsync(this IOdooClient client, long attachmentId, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        OdooReadResult result = await client.ReadAsync(Attachments, [attachmentId], FileFields, context, cancellationToken).ConfigureAwait(false);
        return result.Records.Count == 1 ? File(result.Records[0]) : null;
    }

    /// <summary>Downloads an attachment's content, decoded straight from the answer.</summary>
    /// <param name="client">The client.</param>
    /// <param name="attachmentId">The attachment.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; empty if the file is empty or a link.</returns>
    /// <exception cref="OdooServerException">There is no such attachment (<see cref="ErrorKind.NotFound"/>).</exception>
    public static async Task<byte[]> DownloadAsync(this IOdooClient client, long attachmentId, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        OdooCall call = new()
        {
            Model = Attachments,
            Method = "read",
            Ids = [attachmentId],
            Keywords = new JsonObject { ["fields"] = new JsonArray("datas") },
            Context = context,
            IsRead = true,
        };
        List<(long Id, byte[] Content)> rows = await client.InvokeAsync(call,
            (ref Utf8JsonReader reader) => ResultRows.Read(ref reader, Attachments, call.Method, Content), cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0].Content : throw new OdooServerException(ErrorKind.NotFound, Attachments, call.Method, null);
    }

    /// <summary>The file that Odoo keeps as a record's main document, such as the PDF of an invoice that was sent or printed.</summary>
    /// <remarks>
    /// A report cannot be printed over the external API: the methods that render one are private, and its web address wants a web
    /// session. What Odoo has rendered and stored can be downloaded.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="field">The field that leads to the attachment: <c>invoice_pdf_report_id</c> for the PDF of an <c>account.move</c>.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The file; <see langword="null"/> if the record or its document does not exist.</returns>
    public static async Task<OdooFile?> StoredDocumentAsync(this IOdooClient client, string model, long recordId,
        string field = "message_main_attachment_id", OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        OdooReadResult result = await client.ReadAsync(model, [recordId], [field], context, cancellationToken).ConfigureAwait(false);
        return result.Records.Count == 1 && result.Records[0].GetReference(field) is { } attachment
            ? await client.FileAsync(attachment.Id, context, cancellationToken).ConfigureAwait(false) : null;
    }

    private static byte[] Content(ref Utf8JsonReader reader)
    {
        byte[] content = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isContent = reader.ValueTextEquals("datas"u8);
            reader.Read();
            if (isContent && reader.TokenType is not (JsonTokenType.False or JsonTokenType.Null))
            {
                content = reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes
                    : throw new OdooProtocolException(Attachments, "datas", "is not Base64");
            }

            reader.Skip();
        }

        return content;
    }

    private static OdooFile File(OdooRecord record) => new()
    {
        Id = record.Id,
        Name = record.GetString("name"),
        MimeType = record.GetString("mimetype"),
        Size = record.GetInt64("file_size") ?? 0,
        IsLink = record.GetString("type") == "url",
    };
}
