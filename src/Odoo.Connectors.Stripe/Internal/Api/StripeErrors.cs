namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>What a refusal of the API means.</summary>
internal static class StripeErrors
{
    public static ConnectorException Of(string name, StripeApi.StripeException refusal)
    {
        int status = (int)refusal.HttpStatusCode;
        ErrorKind kind = ErrorCodes.KindOf(refusal.HttpStatusCode, refusal.StripeError?.Code, refusal.StripeError?.Type);
        string request = refusal.StripeResponse?.RequestId is string id ? $" (request {id})" : "";
        return new ConnectorException(kind, $"Stripe answered {status}{Named(refusal.StripeError?.Code)} for '{name}'{request}: {Advice(kind, name)}")
        {
            Field = kind switch
            {
                ErrorKind.Authentication or ErrorKind.Permission => nameof(StripeOptions.ApiKey),
                _ => refusal.StripeError?.Param,
            },
            RetryAfter = refusal.StripeResponse?.Headers?.RetryAfter?.Delta,
            ServerText = new ServerText(refusal.StripeError?.Message ?? refusal.StripeResponse?.Content ?? refusal.Message),
        };
    }

    public static ConnectorException Unreadable(string name, Exception? cause = null) =>
        new(ErrorKind.Protocol, $"Stripe's answer for '{name}' is not the JSON object it promises.", cause);

    /// <summary>A code of Stripe's, which is a few words joined by underscores; anything else may be somebody's words.</summary>
    private static string Named(string? code) =>
        code is { Length: > 0 and <= 60 } && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? $" ({code})" : "";

    private static string Advice(ErrorKind kind, string name) => kind switch
    {
        ErrorKind.Authentication => $"the key is wrong, expired or revoked; correct Systems:{name}:ApiKey.",
        ErrorKind.Permission => "the restricted key lacks a permission; see docs/adapters/stripe.md for the list.",
        ErrorKind.RateLimited => "too many calls; they are spread out.",
        ErrorKind.Transient => "it is unavailable; the read will be tried again.",
        ErrorKind.Validation => "it refuses the request.",
        ErrorKind.Configuration => $"the key is of the other world, test or live, than what is asked for; correct Systems:{name}:ApiKey.",
        ErrorKind.Conflict => "the same key was sent with other parameters.",
        ErrorKind.NotFound => "what it is about is not there (any more).",
        _ => "this is no answer of its API; check ApiBase.",
    };
}
