using System.Collections.Frozen;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The methods of Odoo's ORM, and the few of other models that nearly every integration calls, as Odoo 19 declares them.</summary>
internal static class OrmMethods
{
    private static readonly FrozenDictionary<string, MethodShape> OfEveryModel = new Dictionary<string, MethodShape>
    {
        ["search"] = Model("domain", "offset", "limit", "order"),
        ["search_read"] = Model("domain", "fields", "offset", "limit", "order"),
        ["search_count"] = Model("domain", "limit"),
        ["read"] = Records("fields", "load"),
        ["create"] = Model("vals_list"),
        ["write"] = Records("vals"),
        ["unlink"] = Records(),
        ["copy"] = Records("default"),
        ["fields_get"] = Model("allfields", "attributes"),
        ["default_get"] = Model("fields"),
        ["name_search"] = Model("name", "domain", "operator", "limit"),
        ["name_create"] = Model("name"),
        ["load"] = Model("fields", "data"),
        ["export_data"] = Records("fields_to_export"),
        ["formatted_read_group"] = Model("domain", "groupby", "aggregates", "having", "offset", "limit", "order"),
        ["read_group"] = Model("domain", "fields", "groupby", "offset", "limit", "orderby", "lazy"),
        ["web_read"] = Records("specification"),
        ["web_search_read"] = Model("domain", "specification", "offset", "limit", "order", "count_limit"),
        ["web_save"] = Records("vals", "specification"),
        ["web_save_multi"] = Records("vals_list", "specification"),
        ["has_access"] = Records("operation"),
        ["get_external_id"] = Records(),
        ["get_metadata"] = Records(),
        ["action_archive"] = Records(),
        ["action_unarchive"] = Records(),
        ["message_post"] = Records(),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<(string Model, string Method), MethodShape> OfOne = new Dictionary<(string, string), MethodShape>
    {
        [("res.users", "context_get")] = Model(),
        [("ir.model.data", "check_object_reference")] = Model("module", "xml_id"),
        [("account.move", "action_post")] = Records(),
        [("account.move", "button_draft")] = Records(),
        [("account.move", "button_cancel")] = Records(),
        [("account.move", "js_assign_outstanding_line")] = Records("line_id"),
        [("account.move", "js_remove_outstanding_partial")] = Records("partial_id"),
        [("account.move.line", "reconcile")] = Records(),
        [("account.move.line", "remove_move_reconcile")] = Records(),
    }.ToFrozenDictionary();

    public static MethodShape? Find(string model, string method) =>
        OfOne.GetValueOrDefault((model, method)) ?? OfEveryModel.GetValueOrDefault(method);

    private static MethodShape Model(params string[] names) => new(OnModel: true, names);

    private static MethodShape Records(params string[] names) => new(OnModel: false, names);
}
