namespace Odoo.Connectors.Tests.Shared;

/// <summary>The clock of an emulator whose records are a day older than what happens afterwards: a live poll looks back a few minutes.</summary>
internal sealed class FillTime : TimeProvider
{
    private TimeSpan _back = TimeSpan.FromDays(1);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _back;

    public void IsFilled() => _back = TimeSpan.Zero;
}
