namespace Odoo.Connectors.Sync;

internal sealed class NoFaults : IFaultPoints
{
    public void Reached(string point)
    {
    }
}
