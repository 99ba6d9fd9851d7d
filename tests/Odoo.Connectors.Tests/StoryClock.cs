using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Stripe;

namespace Odoo.Connectors.Tests;

/// <summary>The real clock set to the days of a story: who reads a vendor's events by time must live in the time they are of.</summary>
internal sealed class StoryClock : TimeProvider
{
    private TimeSpan _offset = TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    /// <summary>Moves to when a step happened; never back.</summary>
    public void MoveTo(StoryStep step)
    {
        if (step.IsEvent)
        {
            TimeSpan offset = DateTimeOffset.FromUnixTimeSeconds((long)step.Json["created"]!) - System.GetUtcNow();
            _offset = _offset == TimeSpan.Zero || offset > _offset ? offset : _offset;
        }
    }

    /// <summary>A host on this clock that reads Stripe's events.</summary>
    public void Poll(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(this);
        services.Configure<StripeOptions>("stripe", o => o.PollEvents = true);
    }

    /// <summary>The same without webhooks.</summary>
    public void PollOnly(IServiceCollection services)
    {
        Poll(services);
        services.Configure<StripeOptions>("stripe", o => o.WebhookSecrets.Clear());
    }
}
