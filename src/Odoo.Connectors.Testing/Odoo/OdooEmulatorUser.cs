namespace Odoo.Connectors.Testing;

/// <summary>A user of an <see cref="OdooEmulator"/>: what he may do follows from his groups.</summary>
public sealed class OdooEmulatorUser
{
    /// <summary>The login.</summary>
    public required string Login { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>The name.</summary>
    /// <value>The default value is the login.</value>
    public string? Name { get; init; }

    /// <summary>An API key, for JSON-2; none when absent.</summary>
    public string? ApiKey { get; init; }

    /// <summary>External ids of his groups, for example <c>account.group_account_invoice</c>, besides <c>base.group_user</c>.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Groups { get; init; } = [];

    /// <summary>Names of the companies he works in; the first is his own.</summary>
    /// <value>The default value is Contract BE.</value>
    public IList<string> Companies { get; init; } = ["Contract BE"];
}
