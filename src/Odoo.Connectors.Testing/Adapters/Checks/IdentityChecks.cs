using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Who the adapter is to its platform, and that the contract leaves nothing of it out.</summary>
internal static class IdentityChecks
{
    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("identity.account", AdapterPart.System, "The platform itself is asked for the account and whether it is live: keys are bound to both.", AccountAsync),
        new("identity.refused", AdapterPart.System, "A login that the platform refuses is an Authentication failure that names the setting to correct.", RefusedAsync),
        new("identity.covered", AdapterPart.System, "Every part of the adapter is described in its contract, or left out of it on purpose.", CoveredAsync),
    ];

    private static async Task AccountAsync(Bench bench, CancellationToken cancellationToken)
    {
        SystemIdentity found = await bench.System.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        Unless(found == bench.Contract.Identity, $"it is {found}, not {bench.Contract.Identity}");
        Unless(bench.Wire.Calls > 0, "the platform was not asked");
    }

    private static async Task RefusedAsync(Bench bench, CancellationToken cancellationToken)
    {
        RefusalSample? refusal = bench.Contract.Reads?.Refusals.FirstOrDefault(r => r.Kind == ErrorKind.Authentication);
        bench.Wire.OnCall = Wire.Answer(refusal?.Status ?? 401, refusal?.Body ?? "{}");
        ConnectorException e = await bench.FailsAsync(() => bench.System.IdentifyAsync(cancellationToken), "IdentifyAsync with a refused key").ConfigureAwait(false);
        Unless(e.Kind == ErrorKind.Authentication, $"a refused login is {e.Kind}");
        Unless(!string.IsNullOrEmpty(e.Field), "the failure names no setting in Field");
    }

    private static Task CoveredAsync(Bench bench, CancellationToken cancellationToken)
    {
        AdapterContract contract = bench.Contract;
        (AdapterPart Part, bool Is, bool Described)[] parts =
        [
            (AdapterPart.Webhooks, bench.System is IWebhookFeed, contract.Webhooks is not null), (AdapterPart.Reads, bench.System is IReader, contract.Reads is not null),
            (AdapterPart.Feed, bench.System is IPollFeed, contract.Feed is not null), (AdapterPart.Port, bench.System is IPort, contract.Port is not null),
        ];
        foreach ((AdapterPart part, bool isOne, bool isDescribed) in parts)
        {
            Unless(!isOne || isDescribed || contract.Without.Contains(part), $"the adapter has the part {part}, and the contract does not describe it");
        }

        return Task.CompletedTask;
    }
}
