using System.Net;
using Odoo.Connectors.Stripe.Internal.Api;

namespace Odoo.Connectors.Stripe.Internal.Tools;

/// <summary>An error of the API as a failed call would have it. Without the status that it came with, the nearest is taken from its type.</summary>
internal static class ErrorBody
{
    public static ConnectorException Read(string system, Json error, int? status)
    {
        string? code = error["code"].TextOrNull();
        HttpStatusCode known = status is int given ? (HttpStatusCode)given : (error["type"].TextOrNull(), code) switch
        {
            (_, "rate_limit") => HttpStatusCode.TooManyRequests,
            ("card_error", _) => HttpStatusCode.PaymentRequired,
            ("api_error", _) => HttpStatusCode.InternalServerError,
            ("authentication_error", _) => HttpStatusCode.Unauthorized,
            _ => HttpStatusCode.BadRequest,
        };
        string? message = error["message"].TextOrNull();
        StripeApi.StripeError details = new() { Message = message, Code = code, Param = error["param"].TextOrNull(), Type = error["type"].TextOrNull() };
        return StripeErrors.Of(system, new StripeApi.StripeException(known, details, message ?? ""));
    }
}
