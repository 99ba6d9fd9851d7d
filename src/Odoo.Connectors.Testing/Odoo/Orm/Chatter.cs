using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>message_post: a text is escaped, HTML is taken only when the caller says so.</summary>
internal static class Chatter
{
    private static readonly string[] s_known =
    [
        "body", "subject", "message_type", "subtype_xmlid", "subtype_id", "attachment_ids", "attachments", "body_is_html", "email_from", "author_id", "parent_id", "partner_ids", "email_add_signature",
        "email_layout_xmlid", "record_name", "reply_to", "incoming_email_cc", "incoming_email_to", "outgoing_email_to", "mail_auto_delete", "mail_server_id", "notify_author", "scheduled_date", "silent",
    ];

    public static JsonNode? Post(Call call)
    {
        var row = call.Row;
        if (call.Unknown(s_known) is { } unknown)
        {
            throw OdooError.Value($"Those values are not supported when posting or notifying: {unknown}");
        }

        var author = call.Env.Linked(call.Env.User, "partner_id");
        var body = call.Text("body") ?? "";
        var message = new JsonObject
        {
            ["model"] = call.Model,
            ["res_id"] = row.Id,
            ["message_type"] = call.Text("message_type") ?? "notification",
            ["subtype_id"] = call.Env.World.ExternalIds.Find(call.Text("subtype_xmlid") ?? "mail.mt_note")?.Id,
            ["author_id"] = author?.Id,
            ["email_from"] = author?.Text("email") is { Length: > 0 } address ? $"\"{author.Text("name")}\" <{address}>" : null,
            ["subject"] = call.Text("subject"),
            ["date"] = call.Env.World.Clock.Now,
            ["parent_id"] = call["parent_id"]?.DeepClone(),
            ["body"] = Js.IsFalsy(call["body_is_html"]) ? $"<p>{Escaped(body)}</p>" : body,
            ["attachment_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(Js.Ids(call["attachment_ids"])))),
        };
        return new JsonArray(Records.Create(call.Env.Sudo(), "mail.message", message).Id);
    }

    // Quotes and letters stay as they are once the HTML was read and written again.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
