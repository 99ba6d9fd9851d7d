using System.Globalization;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// The Odoo under test: an emulator, or the real one of ODOO_URL, ODOO_DB, ODOO_LOGIN and ODOO_PASSWORD (an administrator), prepared as the
/// contract scenarios ask. ODOO_EFFECT_ACTION is the id of its effect action.
/// </summary>
internal sealed class PortTarget : IAsyncDisposable
{
    public const string Action = "action";
    public const string Steps = "steps";
    private const string Live = "live ";
    private readonly bool _isLive;
    private readonly long? _action;
    private readonly string _run = "";

    private PortTarget(OdooEmulator? emulator, bool byAction)
    {
        Emulator = emulator;
        _isLive = emulator is null;
        _action = !byAction ? null : emulator is null ? long.Parse(Variable("ODOO_EFFECT_ACTION")!, CultureInfo.InvariantCulture) : emulator.EffectActionId;
        _run = _isLive ? $"{Guid.NewGuid():N}"[..8] + "-" : "";
    }

    /// <summary>Both ways on the emulator; and on the real one, each where it is given.</summary>
    public static IEnumerable<string> Ways
    {
        get
        {
            yield return Action;
            yield return Steps;
            if (Variable("ODOO_URL") is not null)
            {
                yield return Live + Steps;
            }

            if (Variable("ODOO_URL") is not null && Variable("ODOO_EFFECT_ACTION") is not null)
            {
                yield return Live + Action;
            }
        }
    }

    /// <summary>Both ways on the emulator only, for tests of faults.</summary>
    public static TheoryData<string> Emulated => [Action, Steps];

    public OdooEmulator? Emulator { get; }

    public static async Task<PortTarget> StartAsync(string way, Action<OdooEmulatorOptions>? configure, CancellationToken cancellationToken)
    {
        bool byAction = way.EndsWith(Action, StringComparison.Ordinal);
        if (way.StartsWith(Live, StringComparison.Ordinal))
        {
            return new PortTarget(null, byAction);
        }

        OdooEmulatorOptions options = new();
        configure?.Invoke(options);
        OdooEmulator emulator = new(options);
        await emulator.StartAsync(cancellationToken);
        return new PortTarget(emulator, byAction);
    }

    public void Configure(OdooErpOptions options)
    {
        options.Url = Emulator?.Url ?? new Uri(Variable("ODOO_URL")!);
        options.Database = Emulator?.Database ?? Variable("ODOO_DB")!;
        options.Login = Emulator?.IntegrationLogin ?? Variable("ODOO_LOGIN")!;
        options.Secret = Emulator?.IntegrationPassword ?? Variable("ODOO_PASSWORD")!;
        options.Company = "Contract BE";
        options.TimeZone = "Europe/Brussels";
        options.Effects = _action is null ? OdooEffects.Steps : OdooEffects.Action;
        options.EffectActionId = _action;
        options.ServerTimeLimit = _isLive ? TimeSpan.FromSeconds(120) : TimeSpan.FromMilliseconds(30);
        options.Taxes["vat21"] = "account.{company}_attn_VAT-OUT-21-L";
        options.Taxes["vat12"] = "account.{company}_attn_VAT-OUT-12-L";
        options.Taxes["vat6"] = "account.{company}_attn_VAT-OUT-06-L";
        options.Taxes["vat0"] = "account.{company}_attn_VAT-OUT-00-L";
        options.Products["plan"] = "CONTRACT-PLAN";
        options.Products["seat"] = "CONTRACT-SEAT";
    }

    public string Own(string id) => _run + id;

    public JsonRpc Open() => Emulator is OdooEmulator odoo
        ? new JsonRpc(odoo.Url, odoo.Database, odoo.AdminLogin, odoo.AdminPassword)
        : new JsonRpc(new Uri(Variable("ODOO_URL")!), Variable("ODOO_DB")!, Variable("ODOO_LOGIN")!, Variable("ODOO_PASSWORD")!);

    public ValueTask DisposeAsync() => Emulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
