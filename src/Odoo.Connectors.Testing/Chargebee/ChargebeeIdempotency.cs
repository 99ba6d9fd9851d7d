namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>What was answered to writes with a key, for half an hour.</summary>
internal sealed class ChargebeeIdempotency(ChargebeeWorld world)
{
    private const string Header = "chargebee-idempotency-key";
    private const int LongestKey = 100;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly Dictionary<string, (string Request, VendorAnswer Answer, DateTimeOffset At)> _answers = new(StringComparer.Ordinal);

    /// <summary>Answers a write, or what was answered to it before. An answer of the server's own trouble is not kept.</summary>
    public VendorAnswer Once(VendorCall call, Func<VendorAnswer> write)
    {
        if (call.Headers.GetValueOrDefault(Header) is not { Length: > 0 } key)
        {
            return write();
        }

        if (key.Length > LongestKey)
        {
            throw ChargebeeRefusal.Wrong(Header, "cannot be longer than 100 characters.");
        }

        string request = $"{call.Path}\n{call.Body}";
        if (_answers.TryGetValue(key, out (string Request, VendorAnswer Answer, DateTimeOffset At) known) && world.Agenda.Now - known.At < Life)
        {
            return known.Request == request
                ? VendorAnswer.Copy(known.Answer).With("chargebee-idempotency-replayed", "true")
                : throw new ChargebeeRefusal(422, "unable_to_process_request", "The idempotency key was used with another request.");
        }

        VendorAnswer answer = write();
        _answers[key] = (request, VendorAnswer.Copy(answer), world.Agenda.Now);
        return answer;
    }
}
