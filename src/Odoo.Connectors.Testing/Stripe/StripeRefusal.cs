using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The vendor says no: an object with an error.</summary>
internal sealed class StripeRefusal(int status, string type, string message, string? code = null, string? param = null) : Exception(message)
{
    /// <summary>Whether the call had begun when it was refused, so that its answer belongs to its idempotency key.</summary>
    public bool HasBegun => code is not ("parameter_unknown" or "parameter_missing" or "parameter_invalid_integer" or "not_emulated");

    public string? DeclineCode { get; init; }

    public string? Charge { get; init; }

    public VendorAnswer ToAnswer()
    {
        var error = new JsonObject();
        error.Put("charge", Charge);
        error.Put("decline_code", DeclineCode);
        if (code is not null)
        {
            error["code"] = code;
            error["doc_url"] = $"https://stripe.com/docs/error-codes/{code.Replace('_', '-')}";
        }

        error["message"] = Message;
        if (param is not null)
        {
            error["param"] = param;
        }

        error["type"] = type;
        return VendorAnswer.Json(status, new JsonObject { ["error"] = error });
    }

    public static StripeRefusal Missing(string kind, string id, string parameter = "id") =>
        new(parameter == "id" ? 404 : 400, "invalid_request_error", $"No such {kind}: '{id}'", "resource_missing", parameter);

    public static StripeRefusal Needed(string parameter) =>
        new(400, "invalid_request_error", $"Missing required param: {parameter}.", "parameter_missing", parameter);

    public static StripeRefusal Wrong(string parameter) =>
        new(400, "invalid_request_error", $"Invalid value for {parameter}.", "parameter_invalid_integer", parameter);

    public static StripeRefusal State(string code, string message) => new(400, "invalid_request_error", message, code);

    public static StripeRefusal Failed() => new(500, "api_error", "An unknown error occurred.");

    public static StripeRefusal NotEmulated(string what) => new(501, "api_error", $"The emulator of Stripe does not serve {what}.", "not_emulated");

    public static StripeRefusal Unrecognised(VendorCall call) =>
        new(404, "invalid_request_error", $"Unrecognized request URL ({call.Method}: {call.Path}).", "not_emulated");

    public static StripeRefusal Unknown(string parameter) =>
        new(400, "invalid_request_error", $"Received unknown parameter: {parameter}", "parameter_unknown", parameter);

    public static VendorAnswer Of(EmulatorFault fault) => fault == EmulatorFault.RateLimited
        ? new StripeRefusal(429, "invalid_request_error", "Request rate limit exceeded.", "rate_limit").ToAnswer()
            .With("Stripe-Rate-Limited-Reason", "global-rate")
            .With("Stripe-Should-Retry", "true")
        : new StripeRefusal(503, "api_error", "The service is unavailable.").ToAnswer();
}
