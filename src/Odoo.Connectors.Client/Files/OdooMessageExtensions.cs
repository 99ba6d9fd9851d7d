using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>The messages below a record.</summary>
public static class OdooMessageExtensions
{
    private const string Messages = "mail.message";

    /// <summary>Posts a message on a record. It is a write that is sent once.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="body">The text; HTML only with <see cref="OdooMessageOptions.IsHtml"/>.</param>
    /// <param name="options">Kind, subtype and attachments.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message's id.</returns>
    public static async Task<long> PostMessageAsync(this IOdooClient client, string model, long recordId, string body,
        OdooMessageOptions? options = null, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(body);
        OdooCall call = new()
        {
            Model = model,
            Method = "message_post",
            Ids = [recordId],
            Keywords = Keywords(body, options ?? new OdooMessageOptions()),
            Context = context,
        };
        JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return (Answers.Ids(result) is [long only] ? only : Answers.Id(result)) ?? throw TransportErrors.BadResult(model, call.Method, isRead: false, "a message");
    }

    /// <summary>The latest messages of a record.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The record's model.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="limit">The most messages to return.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The messages, the latest first.</returns>
    public static async Task<IReadOnlyList<OdooMessage>> MessagesAsync(this IOdooClient client, string model, long recordId, int limit = 100,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        OdooDomain domain = OdooDomain.Where("model", "=", model).And(OdooDomain.Where("res_id", "=", recordId));
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(Messages, domain,
            ["date", "body", "message_type", "subtype_id", "author_id", "attachment_ids"],
            new OdooSearch { Order = "id desc", Limit = limit }, context, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(m => new OdooMessage
        {
            Id = m.Id,
            Date = m.GetDateTime("date"),
            Body = m.GetString("body"),
            Type = m.GetString("message_type"),
            Subtype = m.GetReference("subtype_id"),
            Author = m.GetReference("author_id"),
            AttachmentIds = m.GetIds("attachment_ids"),
        })];
    }

    private static JsonObject Keywords(string body, OdooMessageOptions options)
    {
        JsonObject keywords = new() { ["body"] = body };
        if (options.IsHtml)
        {
            keywords["body_is_html"] = true;
        }

        if (options.Type is { } type)
        {
            keywords["message_type"] = type;
        }

        if (options.Subtype is { } subtype)
        {
            keywords["subtype_xmlid"] = subtype;
        }

        if (options.AttachmentIds.Count > 0)
        {
            keywords["attachment_ids"] = new JsonArray([.. options.AttachmentIds.Select(id => (JsonNode)id)]);
        }

        return keywords;
    }
}
