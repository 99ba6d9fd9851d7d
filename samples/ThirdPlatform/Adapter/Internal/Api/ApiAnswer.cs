namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>An answer, read to its end; <see cref="At"/> is by the platform's clock where it tells.</summary>
internal sealed record ApiAnswer(int Status, byte[] Body, TimeSpan? RetryAfter, DateTimeOffset At);
