using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>An intake that does what a test says.</summary>
internal sealed class FakeIntake : IWebhookIntake
{
    public const int Limit = 1000;

    public List<(string System, string? Signature, byte[] Body)> Received { get; } = [];

    public Func<Task<WebhookResult>> Answer { get; set; } = () => Task.FromResult(WebhookResult.Accept());

    public int? MaxBodyBytes(string system) => system == "stripe" ? Limit : null;

    public Task<WebhookResult> ReceiveAsync(string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Received.Add((system, header("Stripe-Signature"), body.ToArray()));
        return Answer();
    }
}
