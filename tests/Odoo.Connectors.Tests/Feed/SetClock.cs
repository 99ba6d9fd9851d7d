namespace Odoo.Connectors.Tests;

/// <summary>The real clock set to another moment, also to an earlier one; it goes on from there.</summary>
internal sealed class SetClock : TimeProvider
{
    private TimeSpan _offset = TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    public void MoveTo(DateTimeOffset moment) => _offset = moment - System.GetUtcNow();

    public void Move(TimeSpan by) => _offset += by;
}
