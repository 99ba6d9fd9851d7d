using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

public sealed class TokenBucketTests
{
    [Fact]
    public void Until_RestTooSmallForAClock_IsNotNone()
    {
        FakeTimeProvider clock = new();
        TokenBucket bucket = new(perSecond: 9_999_950, size: 1, clock);
        bucket.Take(1);
        clock.Advance(TimeSpan.FromTicks(1)); // 100 ns fill 0.999995 of one; the rest takes 0.5 ps

        Assert.Equal(TimeSpan.FromMilliseconds(1), bucket.Until(1));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.Zero, bucket.Until(1));
    }

    [Fact]
    public void Until_MoreThanIsThere_IsTheTimeItTakesToFill()
    {
        FakeTimeProvider clock = new();
        TokenBucket bucket = new(perSecond: 4, size: 10, clock);
        bucket.Take(10);

        Assert.Equal(TimeSpan.FromMilliseconds(750), bucket.Until(3)); // 3 / 4 per second
    }
}
