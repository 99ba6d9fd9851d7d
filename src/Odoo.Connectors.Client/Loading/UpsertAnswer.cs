namespace Odoo.Connectors.Client.Internal;

/// <summary>What became of one block of rows.</summary>
internal sealed class UpsertAnswer
{
    /// <summary>The ids of the rows, if they were loaded.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>The rows that Odoo names, by their place in the block.</summary>
    public IReadOnlyDictionary<int, OdooLoadError> Named { get; init; } = new Dictionary<int, OdooLoadError>();

    /// <summary>What the refusal means.</summary>
    public ErrorKind Kind { get; init; }

    /// <summary>The field at fault, where Odoo names one without a row.</summary>
    public string? Field { get; init; }

    public ServerText Message { get; init; }

    /// <summary>The refusal of the whole call, where it was one.</summary>
    public OdooException? Refusal { get; init; }

    /// <summary>What ends the upsert.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether the block may have been loaded all the same.</summary>
    public bool IsInDoubt { get; init; }
}
