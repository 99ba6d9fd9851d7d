namespace Odoo.Connectors.Sync;

/// <summary>One deed of a person about one case, inside the transaction that commits it.</summary>
internal sealed record CaseStep(HubTransaction Transaction, CaseInfo Case, string By, string? Why, DateTimeOffset Now)
{
    /// <summary>Audits the deed. A person's own words are not part of the trail, but what they were can be proven.</summary>
    public async Task AuditAsync(string what, long? eventId, string? effectKey, string? detail, CancellationToken cancellationToken)
    {
        string text = $"case {Case.Id}";
        if (detail is not null)
        {
            text += $"; {detail}";
        }

        if (Why is not null)
        {
            text += $"; why {await Transaction.Keys.HashAsync(KeyLane, Why, Now, cancellationToken).ConfigureAwait(false)}";
        }

        await Transaction.Audit.WriteAsync(
            new AuditLine(Now.ToUnixTimeMilliseconds(), eventId, effectKey, what, text, By), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the case and audits it.</summary>
    public async Task CloseAsync(CaseStatus status, string? detail, CancellationToken cancellationToken)
    {
        await Transaction.Cases.CloseAsync(Case.Id, status, By, Why, Now, cancellationToken).ConfigureAwait(false);
        await AuditAsync(status.ToString().ToLowerInvariant(), Case.EventId, Case.EffectKey, detail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The customer under whose key the trail speaks about this case.</summary>
    public string KeyLane => Case.Lane ?? "hub";
}
