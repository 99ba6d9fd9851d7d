using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing.Adapters;

namespace Odoo.Connectors.Testing;

/// <summary>
/// What an adapter must keep so that the guarantees hold, as a list of checks. Say how the adapter is connected and what its platform sends, then
/// run each check as a test of its own, under any test framework.
/// </summary>
/// <remarks>
/// Each check has an adapter, a platform and a clock of its own. The clock stands still; waits of up to ten seconds are over at once and longer ones
/// never, so that an adapter may repeat reads.
/// </remarks>
public sealed class AdapterContract
{
    /// <summary>The name under which the adapter is connected: lower-case letters, digits and hyphens.</summary>
    public required string System { get; init; }

    /// <summary>Whom the platform says the adapter is.</summary>
    public required SystemIdentity Identity { get; init; }

    /// <summary>
    /// Connects the adapter as a host does, under the name given, with every call going to the handler given:
    /// <c>(builder, name, handler) => builder.AddThird(name, o => …, http => http.ConfigurePrimaryHttpMessageHandler(() => handler))</c>.
    /// </summary>
    public required Action<IConnectorsBuilder, string, HttpMessageHandler> Connect { get; init; }

    /// <summary>Makes a platform that nobody used yet; its time is that of the clock given.</summary>
    public required Func<TimeProvider, AdapterPlatform> Platform { get; init; }

    /// <summary>Every key, password and signing secret that <see cref="Connect"/> sets: they must turn up nowhere.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The time of the checks. The default is 20 September 2026, noon UTC.</summary>
    public DateTimeOffset Now { get; init; } = new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What the platform posts; required of an <see cref="IWebhookFeed"/>. The default is null.</summary>
    public WebhookContract? Webhooks { get; init; }

    /// <summary>What the platform answers to reads; required of an <see cref="IReader"/>. The default is null.</summary>
    public ReadContract? Reads { get; init; }

    /// <summary>What polls bring; required of an <see cref="IPollFeed"/>. The default is null.</summary>
    public FeedContract? Feed { get; init; }

    /// <summary>What is written; required of an <see cref="IPort"/>. The default is null.</summary>
    public PortContract? Port { get; init; }

    /// <summary>Settings with which a host must not start. The default is none; one at least is required.</summary>
    public IReadOnlyList<SettingSample> WrongSettings { get; init; } = [];

    /// <summary>Parts that the adapter has and that are not checked here; say why where it is set. The default is none.</summary>
    public IReadOnlyList<AdapterPart> Without { get; init; } = [];

    /// <summary>The checks of the parts that are described, in the order in which an adapter is written.</summary>
    public IReadOnlyList<AdapterCheck> Checks => [.. CheckList.All.Where(c => Covers(c.Part)).Select(c => new AdapterCheck(this, c))];

    /// <summary>Runs one check.</summary>
    /// <param name="name">Its name, such as <c>webhook.dedupe-key</c>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When it holds.</returns>
    /// <exception cref="AdapterContractException">It does not hold: says what was found, the rule, and where it is explained.</exception>
    /// <exception cref="ArgumentException">No check of that name applies.</exception>
    public Task CheckAsync(string name, CancellationToken cancellationToken = default) =>
        (Checks.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"No check '{name}' applies to {System}.", nameof(name))).RunAsync(cancellationToken);

    private bool Covers(AdapterPart part) => part switch
    {
        AdapterPart.Webhooks => Webhooks is not null,
        AdapterPart.Reads => Reads is not null,
        AdapterPart.Feed => Feed is not null,
        AdapterPart.Port => Port is not null,
        _ => true,
    };
}
