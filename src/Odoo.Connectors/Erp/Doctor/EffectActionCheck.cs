using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Which way documents are written, and whether the effect action is the one that this package ships.</summary>
internal sealed class EffectActionCheck(string name, OdooErpOptions options, IOdooClient client, EffectsChoice effects, Findings findings)
{
    private const string Check = "effect-action";
    private const string Install = "Install it as an administrator: odoo-connectors odoo install-effects.";

    public Task<bool> RunAsync(CancellationToken cancellationToken) => findings.TryAsync(Check, () => ExamineAsync(cancellationToken));

    private async Task ExamineAsync(CancellationToken cancellationToken)
    {
        if (options.Effects == OdooEffects.Steps)
        {
            findings.Note(Check, $"Documents are written step by step: Systems:{name}:Effects is Steps.");
            return;
        }

        (EffectActionExecutor? action, string reason) = await effects.ProbeAsync(cancellationToken).ConfigureAwait(false);
        if (action is null)
        {
            if (options.Effects == OdooEffects.Action)
            {
                findings.Fail(Check, $"Systems:{name}:Effects is Action, but {reason}.", Install);
            }
            else if (options.EffectActionId is null)
            {
                findings.Note(Check, $"Documents are written step by step: {reason}.", $"{Install} A document then is one call and one transaction.");
            }
            else
            {
                findings.Warn(Check, $"Documents are written step by step: {reason}.", $"{Install} Then set or unset Systems:{name}:EffectActionId.");
            }

            return;
        }

        findings.Ok(Check, $"Documents are written by server action {action.ActionId}, which speaks protocol {EffectActionBody.Protocol}.");
        await BodyAsync(action.ActionId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Only an administrator may read the body: the integration user runs what it cannot see.</summary>
    private async Task BodyAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            OdooReadResult read = await client.ReadAsync("ir.actions.server", [id], ["code"], cancellationToken: cancellationToken).ConfigureAwait(false);
            string? body = read.Records.Count > 0 ? read.Records[0].GetString("code") : null;
            if (EffectActionBody.Hash(body) == EffectActionBody.Hash(EffectActionBody.Text))
            {
                findings.Ok(Check, "Its body is the one that this package ships.");
            }
            else
            {
                findings.Warn(Check, $"Its body is not the one that this package ships ({EffectActionBody.Hash(body)}, shipped {EffectActionBody.Hash(EffectActionBody.Text)}).", Install);
            }
        }
        catch (ConnectorException e) when (e.Kind == ErrorKind.Permission)
        {
            findings.Note(Check, "This user cannot read its body, as it should be.", "To compare it with the shipped one, run odoo-connectors odoo install-effects --dry-run as an administrator.");
        }
    }
}
