using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Which account each system is. Asked of every system once per process before anything is decided or written, compared
/// with what the store remembers: the wrong world is refused.
/// </summary>
internal sealed partial class Bindings(HubStore store, HubSystems systems, TimeProvider clock, ILogger<Bindings> logger)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<string, string>? _accounts;

    public IReadOnlyDictionary<string, string> Accounts =>
        _accounts ?? throw new InvalidOperationException("The systems' accounts are not verified yet.");

    /// <summary>The name under which an account's records are told apart, whichever of its configured names they are written by.</summary>
    public string ScopeOf(string system) => Accounts.Where(a => a.Value == Accounts[system]).Select(a => a.Key).Min(StringComparer.Ordinal)!;

    public byte[] ShadowKey { get; private set; } = [];

    public string StoreEpoch { get; private set; } = "";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_accounts is not null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_accounts is not null)
            {
                return;
            }

            Dictionary<string, SystemIdentity> identities = new(StringComparer.Ordinal);
            foreach (IConnectedSystem system in systems.All.Values)
            {
                identities[system.Name] = await system.IdentifyAsync(cancellationToken).ConfigureAwait(false);
            }

            // What lives in this store is of the world that the others are of.
            RefuseMixedWorlds(identities.Where(i => systems.All[i.Key] is not ILocalSystem).ToDictionary());
            await BindAsync(identities, cancellationToken).ConfigureAwait(false);
            _accounts = identities.ToDictionary(i => i.Key, i => i.Value.Account, StringComparer.Ordinal);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void RefuseMixedWorlds(Dictionary<string, SystemIdentity> identities)
    {
        if (identities.Values.Select(i => i.IsLive).Distinct().Count() > 1)
        {
            string live = string.Join(", ", identities.Where(i => i.Value.IsLive).Select(i => i.Key));
            string test = string.Join(", ", identities.Where(i => !i.Value.IsLive).Select(i => i.Key));
            throw new WrongWorldException(
                $"Live systems ({live}) and test systems ({test}) are connected to one hub; use credentials of one world, or set IsLive where a system cannot tell.");
        }
    }

    private async Task BindAsync(Dictionary<string, SystemIdentity> identities, CancellationToken cancellationToken)
    {
        await store.RunAsync(Step, cancellationToken).ConfigureAwait(false);

        async Task Step(HubTransaction transaction)
        {
            foreach ((string name, SystemIdentity identity) in identities)
            {
                SystemIdentity? bound = await transaction.Meta.BindingAsync(name, cancellationToken).ConfigureAwait(false);
                if (bound is null)
                {
                    await transaction.Meta.BindAsync(name, identity, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                    LogBound(logger, name, identity.Account);
                }
                else if (bound != identity)
                {
                    throw new WrongWorldException(
                        $"The system '{name}' was bound to account {bound.Account} (live: {bound.IsLive}) at first start and now is {identity.Account} "
                        + $"(live: {identity.IsLive}). Correct its credentials, or connect the new account under another name.");
                }
            }

            ShadowKey = await transaction.Meta.ShadowKeyAsync(cancellationToken).ConfigureAwait(false);
            StoreEpoch = await transaction.Meta.EpochAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "System {System} is bound to account {Account}.")]
    private static partial void LogBound(ILogger logger, string system, string account);
}
