namespace Odoo.Connectors.Testing;

/// <summary>An adapter breaks a rule. The message may quote what the adapter said: it is for the one who writes the adapter.</summary>
public sealed class AdapterContractException : Exception
{
    internal AdapterContractException(AdapterCheck check, string found, Exception? inner)
        : base($"{check.Name}: {found}{Environment.NewLine}The rule: {check.Rule}{Environment.NewLine}See {check.Guide}.", inner) => Check = check;

    /// <summary>The check that does not hold.</summary>
    public AdapterCheck Check { get; }
}
