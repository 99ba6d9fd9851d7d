namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What was answered to writes with a key, for a day: successes, refusals and the vendor's own failures alike.</summary>
internal sealed class StripeIdempotency(StripeWorld world)
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 255;
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private readonly Dictionary<string, (string Request, VendorAnswer Answer, DateTimeOffset At)> _answers = new(StringComparer.Ordinal);

    public VendorAnswer Once(VendorCall call, Func<VendorAnswer> write)
    {
        if (call.Method != "POST" || call.Headers.GetValueOrDefault(Header) is not { Length: > 0 } key)
        {
            return write();
        }

        if (key.Length > LongestKey)
        {
            throw new StripeRefusal(400, "invalid_request_error", "Idempotency keys may not be longer than 255 characters.");
        }

        string request = $"{call.Path}\n{call.Body}";
        if (_answers.TryGetValue(key, out (string Request, VendorAnswer Answer, DateTimeOffset At) known) && world.Agenda.Now - known.At < Life)
        {
            if (known.Request != request)
            {
                throw new StripeRefusal(400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters they were first used with.");
            }

            return world.Agenda.Now - known.At < world.Options.ExecutionTime
                ? throw new StripeRefusal(409, "invalid_request_error", "There is currently another in-progress request using this Idempotency-Key.", "idempotency_key_in_use")
                : VendorAnswer.Copy(known.Answer).With("Idempotent-Replayed", "true").With(Header, key);
        }

        // What is thrown has not begun: parameters that there are not. It is not kept.
        VendorAnswer answer = write();
        _answers[key] = (request, VendorAnswer.Copy(answer), world.Agenda.Now);
        return answer.With(Header, key);
    }
}
