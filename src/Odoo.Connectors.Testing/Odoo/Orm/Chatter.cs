using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>message_post: a text is escaped, HTML is taken only when the caller says so.</summary>
internal static class Chatter
{
    public static JsonNode? Post(Call call)
    {
        var row = call.Row;
        var body = call.Text("body") ?? "";
        var message = new JsonObject
        {
            ["model"] = call.Model,
            ["res_id"] = row.Id,
            ["message_type"] = call.Text("message_type") ?? "notification",
            ["subtype_id"] = call.Env.World.ExternalIds.Find(call.Text("subtype_xmlid") ?? "mail.mt_note")?.Id,
            ["author_id"] = call.Env.User["partner_id"] as long?,
            ["body"] = Js.IsFalsy(call["body_is_html"]) ? $"<p>{WebUtility.HtmlEncode(body)}</p>" : body,
            ["attachment_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(Js.Ids(call["attachment_ids"])))),
        };
        return new JsonArray(Records.Create(call.Env.Sudo(), "mail.message", message).Id);
    }
}
