namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>It is always the same time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
