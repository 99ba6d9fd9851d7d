using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>The vendor says no.</summary>
internal sealed class ChargebeeRefusal(int status, string code, string message, string? type = "invalid_request", string? param = null) : Exception(message)
{
    public VendorAnswer ToAnswer()
    {
        var body = new JsonObject { ["message"] = Message };
        body.Put("type", type);
        body["api_error_code"] = code;
        body.Put("param", param);
        body["error_code"] = code;
        body["error_msg"] = Message;
        body["http_status_code"] = status;
        return VendorAnswer.Json(status, body);
    }

    public int Status => status;

    public static ChargebeeRefusal Wrong(string param, string why) => new(400, "param_wrong_value", $"{param} : {why}", param: param);

    public static ChargebeeRefusal Missing(string param) => new(400, "param_wrong_value", $"{param} : cannot be blank", param: param);

    public static ChargebeeRefusal Duplicate(string id) => new(400, "duplicate_entry", $"id : The value {id} is already present.", param: "id");

    public static ChargebeeRefusal NotFound(string id) => new(404, "resource_not_found", $"{id} not found");

    public static ChargebeeRefusal State(string message) => new(409, "invalid_state_for_request", message);

    public static ChargebeeRefusal Declined(string message) => new(400, "payment_processing_failed", message, "payment");

    public static ChargebeeRefusal NoCard() => new(400, "payment_method_not_present", "The customer has no payment method that could be charged.", "payment");

    public static ChargebeeRefusal NotEmulated(string what) => new(501, "not_emulated", $"The emulator of Chargebee does not serve {what}.", "untyped");

    public static ChargebeeRefusal Failed() => new(500, "internal_error", "Sorry, something went wrong when trying to process the request.", "operation_failed");

    public static ChargebeeRefusal TooMany() => new(
        429,
        "api_request_limit_exceeded",
        "Sorry, access has been blocked temporarily due to request count exceeding acceptable limits. Please try after some time.",
        type: null);

    public static VendorAnswer Of(EmulatorFault fault) => fault == EmulatorFault.RateLimited
        ? TooMany().ToAnswer().With("Retry-After", "1")
        : new ChargebeeRefusal(503, "site_not_ready", "The site is not ready.", "operation_failed").ToAnswer();
}
