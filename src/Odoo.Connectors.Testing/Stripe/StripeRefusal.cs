using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The vendor says no: an object with an error.</summary>
internal sealed class StripeRefusal(int status, string type, string message, string? code = null, string? param = null) : Exception(message)
{
    public VendorAnswer ToAnswer()
    {
        var error = new JsonObject();
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

    public static StripeRefusal Missing(string kind, string id) =>
        new(404, "invalid_request_error", $"No such {kind}: '{id}'", "resource_missing", "id");

    public static StripeRefusal Unknown(string parameter) =>
        new(400, "invalid_request_error", $"Received unknown parameter: {parameter}", "parameter_unknown", parameter);

    public static VendorAnswer Of(EmulatorFault fault) => fault == EmulatorFault.RateLimited
        ? new StripeRefusal(429, "invalid_request_error", "Request rate limit exceeded.", "rate_limit").ToAnswer()
            .With("Stripe-Rate-Limited-Reason", "global-rate")
            .With("Stripe-Should-Retry", "true")
        : new StripeRefusal(503, "api_error", "The service is unavailable.").ToAnswer();
}
