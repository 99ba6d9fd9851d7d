namespace Odoo.Connectors.Sync;

/// <summary>
/// Called at every step boundary, by name. Does nothing in production; tests stop the process or throw here to prove
/// that what was committed survives and what was not is done again.
/// </summary>
public interface IFaultPoints
{
    /// <summary>A boundary is reached.</summary>
    /// <param name="point">One of <see cref="FaultPoint"/>, or a port's own.</param>
    void Reached(string point);
}
