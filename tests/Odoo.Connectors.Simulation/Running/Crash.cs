namespace Odoo.Connectors.Simulation.Running;

/// <summary>The process is gone: nothing of it may go on. What it touches outside from here on never answers.</summary>
internal sealed class Crash(string at) : Exception($"killed at {at}");
