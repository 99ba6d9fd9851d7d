namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>A user of the contract: how to log in with a password, and the API key.</summary>
internal sealed record OdooLogin(string Login, string Password, string Key);

/// <summary>A database with the contract's bases, emulated or real, and its users <c>admin</c> and <c>integration</c>.</summary>
internal sealed record OdooTarget(string Database, IReadOnlyDictionary<string, OdooLogin> Users)
{
    public static OdooTarget Of(OdooEmulator emulator) => new(emulator.Database, new Dictionary<string, OdooLogin>
    {
        ["admin"] = new(emulator.AdminLogin, emulator.AdminPassword, emulator.AdminApiKey),
        ["integration"] = new(emulator.IntegrationLogin, emulator.IntegrationPassword, emulator.IntegrationApiKey),
    });
}
