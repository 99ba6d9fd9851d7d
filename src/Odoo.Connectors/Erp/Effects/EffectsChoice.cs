using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Which way of writing documents go from now on, chosen by a probe when the host starts. What is planned already keeps the way in its
/// row: an action that is gone makes that wait, and is looked for again each time it is tried.
/// </summary>
internal sealed partial class EffectsChoice(string system, OdooErpOptions options, IOdooClient client, ErpReader reader, ILogger logger)
{
    private volatile EffectActionExecutor? _action =
        options is { Effects: not OdooEffects.Steps, EffectActionId: long id } ? new EffectActionExecutor(system, client, id) : null;

    private volatile bool _byAction = options.Effects == OdooEffects.Action || (options.Effects == OdooEffects.Auto && options.EffectActionId is not null);

    /// <summary>The way of what is planned now.</summary>
    public string Way => _byAction ? ErpWays.Action : ErpWays.Steps;

    /// <summary>Chooses. Fails where the action is asked for and is not there; anything that may pass fails too, and is tried again.</summary>
    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        if (options.Effects == OdooEffects.Steps)
        {
            return;
        }

        (EffectActionExecutor? action, string reason) = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        if (action is null && options.Effects == OdooEffects.Action)
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"Systems:{system}:Effects is Action, but {reason}; install the effect action (odoo-connectors odoo install-effects), or set Effects to Auto.")
            {
                Field = $"Systems:{system}:Effects",
            };
        }

        _action = action;
        _byAction = action is not null;
        if (action is not null)
        {
            LogAction(logger, system, action.ActionId);
        }
        else
        {
            LogSteps(logger, system, reason);
        }
    }

    /// <summary>Sends what was planned for the action; what finds no action waits.</summary>
    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        EffectActionExecutor? action = _action ?? await AgainAsync(cancellationToken).ConfigureAwait(false);
        if (action is null)
        {
            return [.. dispatches.Select(d => EffectActionExecutor.Missing(d, system))];
        }

        IReadOnlyList<Outcome> outcomes = await action.SendAsync(dispatches, cancellationToken).ConfigureAwait(false);
        if (outcomes.Any(o => o.Reason?.Cause == EffectActionExecutor.MissingCause))
        {
            LogGone(logger, system, action.ActionId);
            _action = null;
            _byAction = options.Effects == OdooEffects.Action;
        }

        return outcomes;
    }

    /// <summary>Finds records by external id in one call; null where there is no action to do it.</summary>
    public async Task<Dictionary<string, long?>?> FindAsync(long company, string model, IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        try
        {
            return _action is EffectActionExecutor action ? await action.FindAsync(company, model, externalIds, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (ConnectorException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Configuration or ErrorKind.Permission or ErrorKind.Validation)
        {
            // What writes next finds out, and says so.
            return null;
        }
    }

    /// <summary>The action is looked for anew; an outage meanwhile says nothing about it, and the effects wait as before.</summary>
    private async Task<EffectActionExecutor?> AgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            (EffectActionExecutor? action, _) = await ProbeAsync(cancellationToken).ConfigureAwait(false);
            if (action is not null)
            {
                LogAction(logger, system, action.ActionId);
                _action = action;
                _byAction = options.Effects != OdooEffects.Steps;
            }

            return action;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    /// <summary>The one that is configured, else the one that the installer named: it may have been made anew under another id.</summary>
    public async Task<(EffectActionExecutor? Action, string Reason)> ProbeAsync(CancellationToken cancellationToken)
    {
        long company = await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        string reason = $"no server action has the external id {EffectActionBody.ExternalId}";
        if (options.EffectActionId is long configured)
        {
            (EffectActionExecutor? action, reason) = await ProbeAsync(configured, company, cancellationToken).ConfigureAwait(false);
            if (action is not null)
            {
                return (action, "");
            }
        }

        return await EffectActionFinder.FindAsync(client, company, cancellationToken).ConfigureAwait(false) is long found && found != options.EffectActionId
            ? await ProbeAsync(found, company, cancellationToken).ConfigureAwait(false)
            : (null, reason);
    }

    private async Task<(EffectActionExecutor? Action, string Reason)> ProbeAsync(long id, long company, CancellationToken cancellationToken)
    {
        EffectActionExecutor action = new(system, client, id);
        try
        {
            int protocol = await action.ProbeAsync(company, cancellationToken).ConfigureAwait(false);
            return protocol == EffectActionBody.Protocol ? (action, "") : (null, $"server action {id} speaks protocol {protocol}, not {EffectActionBody.Protocol}");
        }
        catch (ConnectorException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Configuration or ErrorKind.Permission or ErrorKind.Validation)
        {
            return (null, $"server action {id} does not answer as the effect action does ({e.Kind})");
        }
    }

    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "{System} writes documents by the effect action, server action {Action}.")]
    private static partial void LogAction(ILogger logger, string system, long action);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "{System} writes documents step by step: {Reason}.")]
    private static partial void LogSteps(ILogger logger, string system, string reason);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "The effect action of {System}, server action {Action}, is gone: what was planned for it waits until it is installed again.")]
    private static partial void LogGone(ILogger logger, string system, long action);
}
