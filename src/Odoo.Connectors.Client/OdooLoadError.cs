namespace Odoo.Connectors.Client;

/// <summary>Why <see cref="IOdooClient.LoadAsync"/> refused a row.</summary>
public sealed record OdooLoadError
{
    /// <summary>The index of the first row concerned, from 0.</summary>
    public required int FromRow { get; init; }

    /// <summary>The index of the last row concerned, inclusive.</summary>
    public required int ToRow { get; init; }

    /// <summary>Whether Odoo named the rows. If not, <see cref="FromRow"/> and <see cref="ToRow"/> are 0 and say nothing.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool NamesRows { get; init; } = true;

    /// <summary>The field at fault, where Odoo names one.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Field { get; init; }

    /// <summary>What the failure means. <see cref="ErrorKind.Transient"/> for a conflict with another transaction.</summary>
    public required ErrorKind Kind { get; init; }

    /// <summary>What the server said; may quote the row.</summary>
    public required ServerText Message { get; init; }
}
