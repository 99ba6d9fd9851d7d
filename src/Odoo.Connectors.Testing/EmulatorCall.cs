namespace Odoo.Connectors.Testing;

/// <summary>One call that an emulator received.</summary>
public sealed class EmulatorCall
{
    internal EmulatorCall(int number, string model, string method, string arguments)
    {
        Number = number;
        Model = model;
        Method = method;
        Arguments = arguments;
    }

    /// <summary>Position among all calls of this emulator, from 1.</summary>
    public int Number { get; }

    /// <summary>The model (for example <c>account.move</c>), or the service (<c>common</c>) of a call without one.</summary>
    public string Model { get; }

    /// <summary>The method, for example <c>action_post</c>.</summary>
    public string Method { get; }

    /// <summary>Positional and keyword arguments as JSON text, without credentials.</summary>
    public string Arguments { get; }

    /// <summary>Whether the call was carried out and committed, whatever became of the reply.</summary>
    public bool Applied { get; internal set; }

    /// <summary>The fault this call met.</summary>
    public EmulatorFault Fault { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Model}.{Method}{(Applied ? "" : " (not applied)")}{(Fault == EmulatorFault.None ? "" : $" {Fault}")}";
}
