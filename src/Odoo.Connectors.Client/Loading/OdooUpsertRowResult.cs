namespace Odoo.Connectors.Client;

/// <summary>What became of one row of an upsert.</summary>
public sealed class OdooUpsertRowResult
{
    internal OdooUpsertRowResult(int index, OdooExternalId externalId) => (Index, ExternalId) = (index, externalId);

    /// <summary>The row's place among the caller's rows, from 0.</summary>
    public int Index { get; }

    /// <summary>The row's key.</summary>
    public OdooExternalId ExternalId { get; }

    /// <summary>What became of it.</summary>
    public OdooUpsertOutcome Outcome { get; internal set; }

    /// <summary>The record's id in Odoo, if it was loaded.</summary>
    public long? Id { get; internal set; }

    /// <summary>
    /// What a refusal means; <see cref="ErrorKind.Transient"/> for a row that met another transaction at every attempt, which can be sent
    /// again. <see langword="null"/> unless refused.
    /// </summary>
    public ErrorKind? Kind { get; internal set; }

    /// <summary>The field at fault, where Odoo names one.</summary>
    public string? Field { get; internal set; }

    /// <summary>What the server said about it; may quote the row.</summary>
    public ServerText Message { get; internal set; }

    /// <summary>Index and outcome alone.</summary>
    /// <returns>Such as <c>row 3: Refused</c>.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {Index}: {Outcome}");
}
