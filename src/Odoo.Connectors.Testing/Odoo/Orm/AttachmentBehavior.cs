using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>ir.attachment: content comes as base64 in datas or as text in raw.</summary>
internal sealed class AttachmentBehavior() : Behavior("ir.attachment")
{
    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "raw" => Encoding.UTF8.GetString(Content(row)),
        "file_size" => (long)Content(row).Length,
        "checksum" => Hash(Content(row)),
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        if (vals["raw"] is { } raw && Js.IsText(raw))
        {
            vals["datas"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Js.Text(raw)));
        }

        vals.TryAdd("mimetype", Path.GetExtension(vals["name"] is { } name ? Js.Text(name) : "") switch
        {
            ".txt" => "text/plain",
            ".pdf" => "application/pdf",
            _ => "application/octet-stream",
        });
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (row.Text("res_model") is { } model && row["res_id"] is long and not 0 && !IsReachable(env, model, (long)row["res_id"]!))
        {
            throw OdooError.Access("Sorry, you are not allowed to access this document.");
        }
    }

    private static bool IsReachable(Env env, string model, long id) =>
        env.World.Models.TryGetValue(model, out var known) && env.World[model].Find(id) is { } target && AccessRules.IsVisible(env, known, target);

    private static byte[] Content(Row row)
    {
        var text = row.Text("datas") ?? "";
        var buffer = new byte[text.Length];
        // Odoo accepts broken base64 without a word.
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : [];
    }

    // The field holds SHA-1, as Odoo's does; nothing is secured by it.
#pragma warning disable CA5350
    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA1.HashData(content));
#pragma warning restore CA5350
}
